import { sql } from "kysely";
import { afterEach, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { monthOf } from "#lib/logpush/usage/month.ts";
import { parseUsageQuery } from "#lib/logpush/usage/usage-query.ts";
import { readScopeRows } from "#lib/store/inventory.ts";
import { readDuePushes } from "#lib/store/pushes.ts";
import type { Context } from "../context/context.ts";
import { createPushReader, pushPaceOf } from "../inventory/push-reader.ts";
import { readListing, readScope } from "../inventory/read-api.ts";
import { beginRound } from "../inventory/reader.ts";
import { paceOf } from "../inventory/schedule.ts";
import { type Emulated, openEmulated } from "../testing/test-context.ts";
import { describeVolume } from "./read-volume.ts";

const opened: Emulated<Emulator>[] = [];
afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())));

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A fleet with a weekly rhythm, whose jobs are in the store, on a clock that the test moves. */
async function openFleet(zones: number, jobs: number, start: number) {
  const clock = { now: start };
  const emulated = openEmulated(({ dataDir }) =>
    createEmulator({ dataDir, fleet: { zones, jobs }, now: () => clock.now }),
  );
  opened.push(emulated);
  const context = { ...emulated.context, now: () => clock.now };
  const round = await beginRound(context, paceOf.live);
  await readListing(context, "zones", round);
  for (const row of await readScopeRows(context.store.db, context.realm)) await readScope(context, row, round);
  return { context, clock };
}

/** Reads the newest analytics until then, as the reader does over days, without a hole. */
async function readUntil({ context, clock }: { context: Context; clock: { now: number } }, until: number) {
  const { store, realm } = context;
  const reader = createPushReader(context, pushPaceOf.live);
  const isDue = async () => (await readDuePushes(store.db, { realm, now: clock.now, limit: 1 })).length > 0;
  for (; ; clock.now = Math.min(until, clock.now + 20 * hourMs)) {
    while (await isDue()) await (await reader.startNext())?.done;
    if (clock.now >= until) return;
  }
}

/** Reads older hours until there are none left. */
async function readBack({ context }: { context: Context }) {
  const reader = createPushReader(context, pushPaceOf.live);
  for (let started = await reader.startNext(); started; started = await reader.startNext()) await started.done;
}

const read = (context: Context, text = "") => describeVolume(context, parseUsageQuery(new URLSearchParams(text)));

test.each(["2026-10-01T00:00:00Z", "2027-02-01T00:00:00Z"])(
  "after seven days the forecast of a month from %s on is less than a tenth off",
  async (begin) => {
    const start = Date.parse(begin);
    const fleet = await openFleet(2, 8, start + dayMs - 1);
    await readUntil(fleet, start + 7 * dayMs + hourMs);
    const before = await read(fleet.context);
    const month = monthOf(start);
    // The next month has begun, and the last hours are read again.
    await readUntil(fleet, month.toHour * hourMs + 3 * hourMs);
    const { before: last } = (await read(fleet.context)).month;
    const actual = last?.bytes ?? 0;
    expect(actual).toBeGreaterThan(1e12);
    const { expected, low, high } = before.month.forecast ?? {};
    expect(Math.abs((expected?.bytes ?? 0) / actual - 1)).toBeLessThan(0.1);
    expect(Math.abs((expected?.dollars ?? 0) / (last?.dollars ?? 1) - 1)).toBeLessThan(0.1);
    expect([(low?.bytes ?? 0) < actual, actual < (high?.bytes ?? 0)]).toEqual([true, true]);

    const { rows: jobs } = await sql<{ key: string; bytes: number }>`
      select job.scope || '/' || job.job_id as key, u.bytes from usage_month u join job on job.id = u.job
      where u.month = ${month.month} and u.bytes > 0`.execute(fleet.context.store.db);
    const forecasts = new Map(before.page.rows.map((row) => [row.key, row.expected.bytes ?? 0]));
    const close = jobs.filter(({ key, bytes }) => Math.abs((forecasts.get(key) ?? 0) / bytes - 1) < 0.1);
    // One delivers for an hour every twenty days.
    expect(close.length).toBeGreaterThanOrEqual(jobs.length - 1);
  },
);

test("on the first day the month is what it is for who has read it all along", async () => {
  const first = Date.parse("2026-10-01T00:00:00Z");
  const now = first + 9 * dayMs + 10 * hourMs;
  const [late, early] = [await openFleet(1, 3, now), await openFleet(1, 3, first + dayMs - 1)];
  await readUntil(late, now);
  await readBack(late);
  await readUntil(early, now);
  const [lateView, earlyView] = [await read(late.context), await read(early.context)];
  expect(lateView.month.bytes).toBeGreaterThan(1e10);
  expect(lateView.month.bytes).toBe(earlyView.month.bytes);
  expect(lateView.month.days).toEqual(earlyView.month.days.map((day) => ({ ...day, rest: expect.any(Number) })));
  expect(lateView.month).toMatchObject({ knownSince: null, gap: null });
  const { expected } = lateView.month.forecast ?? {};
  expect((expected?.bytes ?? 0) / (earlyView.month.forecast?.expected.bytes ?? 0)).toBeCloseTo(1, 0);
});

test("an outage is filled in as far as the analytics are kept, and does not count as silence where they are not", async () => {
  const fleet = await openFleet(1, 3, Date.parse("2026-08-05T00:00:00Z"));
  const { clock, context } = fleet;
  const returnAt = async (time: string) => {
    clock.now = Date.parse(time);
    await readUntil(fleet, clock.now);
    return (await read(context)).month;
  };
  await readBack(fleet);
  // Before it is filled in, the gap is not known.
  const back = await returnAt("2026-08-25T00:00:00Z");
  expect(back.gap).toEqual({ from: "2026-08-04T23:00:00.000Z", to: "2026-08-24T01:00:00.000Z" });
  await readBack(fleet);
  const { gap, knownSince, forecast, bytes } = (await read(context)).month;
  expect([gap, knownSince]).toEqual([null, null]);
  const whole = forecast?.expected.bytes ?? 0;
  expect((back.forecast?.expected.bytes ?? 0) / whole).toBeCloseTo(1, 0);
  expect(bytes).toBeGreaterThan(0.7 * whole);
  // After fifty-five days the first twenty-five are no longer kept.
  await returnAt("2026-10-19T00:00:00Z");
  await readBack(fleet);
  const { rows } = await sql<{ bytes: number; expected: number }>`
    select sum(bytes) as bytes, sum(expected_bytes) as expected from usage_month
    where month = ${monthOf(clock.now, 1).month}`.execute(context.store.db);
  const [september] = rows;
  expect(Number(september?.bytes) / whole).toBeLessThan(0.5);
  expect(Number(september?.expected) / whole).toBeGreaterThan(0.8);
  expect((await read(context)).month.before).toBeNull();
});

test("the rows add up to the month, however they are grouped, and costs share what is included", async () => {
  const start = Date.parse("2026-10-05T00:00:00Z");
  const fleet = await openFleet(3, 8, start);
  await readUntil(fleet, start + 2 * dayMs);
  const all = await read(fleet.context);
  expect(all.page.count).toBe(24);
  for (const by of ["job", "dataset", "scope", "host"]) {
    const { page } = await read(fleet.context, `by=${by}`);
    const sum = (key: "bytes" | "records" | "dollars") => page.rows.reduce((total, row) => total + (row[key] ?? 0), 0);
    expect(sum("bytes")).toBe(all.month.bytes);
    expect(sum("records")).toBe(all.month.records);
    expect(sum("dollars")).toBeCloseTo(all.month.dollars, 6);
  }
  const expected = all.page.rows.reduce((total, row) => total + row.expected.dollars, 0);
  expect(expected).toBeCloseTo(all.month.forecast?.expected.dollars ?? 0, 6);
  expect(all.month.days.reduce((total, { bytes }) => total + bytes, 0)).toBe(all.month.bytes);
});

test("a search narrows the rows and their total, not the month", async () => {
  const start = Date.parse("2026-10-05T00:00:00Z");
  const fleet = await openFleet(2, 8, start);
  await readUntil(fleet, start);
  const all = await read(fleet.context);
  const { month, page } = await read(fleet.context, "q=http_requests&sort=name&page=99");
  expect(month.bytes).toBe(all.month.bytes);
  expect(page.rows.every(({ job }) => job?.dataset === "http_requests")).toBe(true);
  expect(page.total.jobs).toBe(page.count);
  expect(page.total.bytes).toBe(page.rows.reduce((total, { bytes }) => total + (bytes ?? 0), 0));
  const names = page.rows.map(({ label }) => label);
  expect(names).toEqual(names.toSorted());
});
