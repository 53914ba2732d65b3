import { sql } from "kysely";
import { afterEach, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { monthOf } from "#lib/logpush/usage/month.ts";
import { parseUsageQuery } from "#lib/logpush/usage/usage-query.ts";
import { readScopeRows } from "#lib/store/inventory.ts";
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

/** Reads the analytics of each day until then, as the reader does over days. */
async function readUntil({ context, clock }: { context: Context; clock: { now: number } }, until: number) {
  const reader = createPushReader(context, pushPaceOf.live);
  for (; ; clock.now = Math.min(until, clock.now + dayMs)) {
    for (let started = await reader.startNext(); started; started = await reader.startNext()) await started.done;
    if (clock.now >= until) return;
  }
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
