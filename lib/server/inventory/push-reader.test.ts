import { afterEach, describe, expect, test, vi } from "vitest";
import type { Fetch } from "#lib/cloudflare/bound-fetch.ts";
import { readPushGroups } from "#lib/cloudflare/push-groups.ts";
import { readPushHours as askPushHours } from "#lib/cloudflare/push-hours.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import type { PushGroup } from "#lib/logpush/pushes/push-group.ts";
import { findScopeRow, type JobRow, readScopeRows } from "#lib/store/inventory.ts";
import { readDuePushes, readPushHours } from "#lib/store/pushes.ts";
import type { Context } from "../context/context.ts";
import { contextOf, type Emulated, openEmulated } from "../testing/test-context.ts";
import { prepareReading } from "./freshness.ts";
import { createPushReader, nextDueOf, olderSpanOf, pushPaceOf, runPushReader, spanOf } from "./push-reader.ts";
import { readListing, readScope } from "./read-api.ts";
import { beginRound } from "./reader.ts";
import { paceOf } from "./schedule.ts";

const start = Date.parse("2026-05-04T10:20:00Z");
const hourMs = 3_600_000;
const nowHour = Math.floor(start / hourMs);
const lastDay = { from: timeOf(nowHour - 23), to: timeOf(nowHour + 1) };
const opened: Emulated<Emulator>[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

/** RFC 3339. */
function timeOf(hour: number): string {
  return new Date(hour * hourMs).toISOString().replace(".000Z", "Z");
}

/** A fleet whose jobs are in the store, with a clock; `queries` are the queries so far. */
async function openFleet(zones: number, jobs: number) {
  const clock = { now: start };
  const emulated = openEmulated(({ dataDir }) =>
    createEmulator({ dataDir, fleet: { zones, jobs }, now: () => clock.now }),
  );
  opened.push(emulated);
  const context = { ...emulated.context, now: () => clock.now };
  const round = await beginRound(context, paceOf.live);
  await readListing(context, "zones", round);
  const scopes = await readScopeRows(context.store.db, context.realm);
  for (const row of scopes) await readScope(context, row, round);
  const queries = () => emulated.requests.filter((request) => request === "POST /graphql").length;
  return { emulated, context, clock, queries, paths: scopes.map(({ path }) => path) };
}

/** Reads until no newest hours are due. */
async function readAll(context: Context, reader = createPushReader(context, pushPaceOf.live)): Promise<number> {
  for (let readings = 0; ; readings += 1) {
    const due = await readDuePushes(context.store.db, { realm: context.realm, now: context.now(), limit: 1 });
    const started = due.length === 0 ? undefined : await reader.startNext();
    if (!started) return readings;
    await started.done;
  }
}

/** The same until no older hours are left either. */
async function readWhole(context: Context): Promise<number> {
  const reader = createPushReader(context, pushPaceOf.live);
  for (let readings = 0; ; readings += 1) {
    const started = await reader.startNext();
    if (!started) return readings;
    await started.done;
  }
}

const jobsOf = ({ store }: Context): Promise<JobRow[]> =>
  store.db.selectFrom("job").selectAll().orderBy("id").execute();

/** Like a row of the store, from the analytics of one job. */
function sumOf(groups: PushGroup[], hour: number) {
  const of = groups.filter((group) => Date.parse(group.start) === hour * hourMs);
  const add = (list: PushGroup[], key: "count" | "records" | "bytes") =>
    list.reduce((sum, group) => sum + (group[key] ?? 0), 0);
  const ok = of.filter(({ status }) => status === 200);
  const failed = of.filter(({ status }) => status !== 200);
  return {
    ok: add(ok, "count"),
    failed: add(
      failed.filter(({ isFinal }) => isFinal),
      "count",
    ),
    retried: add(
      failed.filter(({ isFinal }) => !isFinal),
      "count",
    ),
    lines: add(ok, "records"),
    lost_lines: add(
      failed.filter(({ isFinal }) => isFinal),
      "records",
    ),
    bytes: add(ok, "bytes"),
    statuses: failed.length === 0 ? null : JSON.stringify(countByStatus(failed)),
  };
}

function countByStatus(groups: PushGroup[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, count } of groups) counts[status] = (counts[status] ?? 0) + count;
  return counts;
}

describe("the pushes of a fleet", () => {
  test("are in the store by hour, as the analytics count them for each job", async () => {
    const { context } = await openFleet(12, 4);
    await readAll(context);
    const jobs = await jobsOf(context);
    const stored = await readPushHours(
      context.store.db,
      jobs.map(({ id }) => id),
      0,
    );
    const outcomes = { ok: 0, failed: 0, retried: 0 };
    for (const job of jobs) {
      const scope = parseScopePath(job.scope);
      if (!scope) throw new Error("It is not a scope.");
      const ref = { ...scope, jobId: job.job_id };
      const sent = await context.upstream.write((client) => readPushGroups(client, ref, lastDay));
      if (!sent.ok) throw new Error("The analytics failed.");
      const rows = stored.filter((row) => row.job === job.id);
      const hours = new Set(sent.value.map(({ start: at }) => Date.parse(at) / hourMs));
      expect(rows.map(({ hour }) => hour)).toEqual(Array.from(hours).toSorted((a, b) => a - b));
      for (const { job: _, hour, ...numbers } of rows) {
        expect(numbers).toEqual(sumOf(sent.value, hour));
        outcomes.ok += numbers.ok;
        outcomes.failed += numbers.failed;
        outcomes.retried += numbers.retried;
      }
    }
    expect(Object.values(outcomes).every((count) => count > 0)).toBe(true);
  });

  test("cost one query for each zone, and none again within the hour", async () => {
    const { context, clock, queries, paths } = await openFleet(50, 2);
    expect(await readAll(context)).toBe(50);
    expect(queries()).toBe(50);
    expect(await readAll(context)).toBe(0);
    clock.now = start + 44 * 60_000;
    expect(await readAll(context)).toBe(0);
    clock.now = start + 106 * 60_000;
    const again = createPushReader(context, pushPaceOf.live);
    expect(await readAll(context, again)).toBe(50);
    expect(queries()).toBe(100);
    const row = await findScopeRow(context.store.db, { realm: context.realm, path: paths[0] ?? "" });
    expect(row?.pushes_until).toBe(nowHour + 3);
  });

  test("of the newest hours are read again, and replace what was read", async () => {
    const { context, clock } = await openFleet(1, 4);
    await readAll(context);
    const jobs = (await jobsOf(context)).map(({ id }) => id);
    const sums = async (hour: number) =>
      (await readPushHours(context.store.db, jobs, hour))
        .filter((row) => row.hour === hour)
        .reduce((sum, { ok, failed, retried }) => sum + ok + failed + retried, 0);
    const before = [await sums(nowHour - 1), await sums(nowHour)];
    clock.now = start + 106 * 60_000;
    await readAll(context);
    const [last = 0, newest = 0] = before;
    expect(await sums(nowHour - 1)).toBe(last);
    // A third of the hour had passed.
    expect(await sums(nowHour)).toBeGreaterThan(newest * 2);
    expect(await sums(nowHour + 1)).toBeGreaterThan(0);
  });

  test("of days before the first start are read as far as they are kept, after the newest of all zones", async () => {
    const { context, queries, paths } = await openFleet(3, 4);
    const rows = () => readScopeRows(context.store.db, context.realm);
    const reader = createPushReader(context, pushPaceOf.live);
    for (let zone = 0; zone < 3; zone += 1) await (await reader.startNext())?.done;
    expect((await rows()).map(({ pushes_from }) => pushes_from)).toEqual(Array(3).fill(nowHour - 23));
    await readWhole(context);
    expect(queries()).toBe(3 * 30);
    const known = {
      pushes_from: nowHour + 1 - 30 * 24,
      pushes_until: nowHour + 1,
      back_until: null,
      back_due_at: null,
    };
    expect(await rows()).toMatchObject(paths.map(() => known));
    // Nothing is read twice.
    expect(await readWhole(context)).toBe(0);
    const jobs = (await jobsOf(context)).map(({ id }) => id);
    const hours = new Set((await readPushHours(context.store.db, jobs, 0)).map(({ hour }) => hour));
    expect([Math.min(...hours), hours.size]).toEqual([nowHour + 1 - 30 * 24, 30 * 24]);
  });

  test("after an outage are read up to what was known, a day at a time, the newest first", async () => {
    const { context, clock, queries } = await openFleet(1, 2);
    await readWhole(context);
    const before = queries();
    const row = async () => (await readScopeRows(context.store.db, context.realm))[0];
    clock.now = start + 10 * 24 * hourMs;
    await readAll(context);
    const end = nowHour + 10 * 24 + 1;
    expect(await row()).toMatchObject({
      ...{ pushes_from: end - 24, pushes_until: end, back_from: nowHour + 1 - 30 * 24, back_until: nowHour - 1 },
    });
    await readWhole(context);
    // The last two hours before are read again.
    expect(queries() - before).toBe(11);
    expect(await row()).toMatchObject({
      ...{ pushes_from: nowHour + 1 - 30 * 24, pushes_until: end, back_from: null, back_until: null },
    });
    const jobs = (await jobsOf(context)).map(({ id }) => id);
    expect(new Set((await readPushHours(context.store.db, jobs, 0)).map(({ hour }) => hour)).size).toBe(40 * 24);
  });

  test("that are no longer kept after a long outage stay unknown, and what was known before it stays known", async () => {
    const { context, clock } = await openFleet(1, 2);
    await readWhole(context);
    clock.now = start + 60 * 24 * hourMs;
    await readWhole(context);
    const [row] = await readScopeRows(context.store.db, context.realm);
    expect(row).toMatchObject({
      ...{ pushes_from: nowHour + 60 * 24 + 1 - 30 * 24, back_due_at: null },
      ...{ back_from: nowHour + 1 - 30 * 24, back_until: nowHour - 1 },
    });
  });

  test("are whole if answers are cut off", async () => {
    const { context, paths, queries } = await openFleet(1, 6);
    const scope = parseScopePath(paths[0] ?? "");
    if (!scope) throw new Error("There is no zone.");
    const ask = async (limit: number) => {
      const before = queries();
      const sent = await context.upstream.write((client) =>
        askPushHours(client, scope, { from: nowHour - 4, to: nowHour + 1 }, limit),
      );
      if (!sent.ok) throw new Error("The analytics failed.");
      return { hours: sent.value, calls: queries() - before };
    };
    const whole = await ask(5000);
    expect(whole.calls).toBe(1);
    for (const limit of [3, 7, 20]) {
      const { hours, calls } = await ask(limit);
      expect(calls).toBeGreaterThan(1);
      expect(sorted(hours)).toEqual(sorted(whole.hours));
    }
  });
});

const sorted = (hours: { jobId: number; hour: number }[]) =>
  hours.toSorted((a, b) => a.hour - b.hour || a.jobId - b.jobId);

describe("a reading that fails", () => {
  /** The fleet's store, with other analytics. */
  async function openFailing(answer: () => Response) {
    const fleet = await openFleet(3, 1);
    const asked: string[] = [];
    const fetch: Fetch = async (_input, init) => {
      asked.push(String(init?.body));
      return answer();
    };
    const context = { ...fleet.context, upstream: contextOf(fetch).context.upstream.inBackground() };
    const rows = () => readScopeRows(context.store.db, context.realm);
    return { ...fleet, context, asked, rows };
  }
  const refuse = (message: string) => () => Response.json({ data: null, errors: [{ message }] });

  test("is not tried again for hours without the permission, and leaves the jobs as they are", async () => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const { context, clock, asked, rows, paths } = await openFailing(
      refuse("zone 'x' does not have access to the path"),
    );
    const reader = createPushReader(context, pushPaceOf.live);
    await readAll(context, reader);
    expect(asked).toHaveLength(3);
    expect(write.mock.calls.filter(([line]) => String(line).includes("E_ANALYTICS"))).toHaveLength(1);
    for (const row of await rows()) {
      expect(row).toMatchObject({ failure: null, failures: 0, hidden_at: null, pushes_until: null, jobs: 1 });
      expect(row.pushes_due_at).toBe(nextDueOf(row.path, start, 6 * hourMs));
    }
    clock.now = start + 4 * hourMs;
    // Also after a restart.
    expect(await readAll(context)).toBe(0);
    clock.now = start + 10.5 * hourMs;
    expect(await readAll(context)).toBe(paths.length);
  });

  test("waits twice as long after each further failure", async () => {
    const { context, clock, asked } = await openFailing(() => new Response("down", { status: 404 }));
    const reader = createPushReader(context, pushPaceOf.live);
    const counts: number[] = [];
    for (const minutes of [0, 4, 5, 14, 15, 34, 35]) {
      clock.now = start + minutes * 60_000;
      await readAll(context, reader);
      counts.push(asked.length);
    }
    expect(counts).toEqual([3, 3, 6, 6, 9, 9, 12]);
  });

  test("because of a limit stops all others for as long as it lasts", async () => {
    const { context, clock, asked } = await openFailing(
      refuse("Rate limiter budget depleted. Please try again after 5 minutes."),
    );
    const reader = createPushReader(context, pushPaceOf.live);
    await readAll(context, reader);
    clock.now = start + 4 * 60_000;
    await readAll(context, reader);
    expect(asked).toHaveLength(1);
    clock.now = start + 5 * 60_000;
    await readAll(context, reader);
    expect(asked).toHaveLength(2);
  });

  test("because older hours are not kept ends with what is, and is not tried again", async () => {
    const { context, emulated, queries, clock } = await openFleet(1, 1);
    const refused: string[] = [];
    const fetch: Fetch = async (input, init) => {
      const from = Date.parse(/datetime_geq: \\"([^\\]+)/.exec(String(init?.body))?.[1] ?? "");
      if (from >= clock.now - 72 * hourMs) return emulated.emulator.fetch(new Request(input, init));
      refused.push(String(init?.body));
      const message = 'zone "x" cannot request data older than 3d, but your query requests data from 4d ago';
      return Response.json({ data: null, errors: [{ message }] });
    };
    const limited = { ...context, upstream: contextOf(fetch).context.upstream };
    await readWhole(limited);
    expect([refused.length, queries()]).toEqual([1, 0]);
    const [row] = await readScopeRows(context.store.db, context.realm);
    expect(row).toMatchObject({ pushes_from: nowHour + 1 - 72, pushes_until: nowHour + 1, back_due_at: null });
  });

  test("of older hours leaves the newest ones as they are, and is tried again later", async () => {
    const { context, clock } = await openFleet(1, 1);
    await readAll(context);
    const upstream = contextOf(async () => new Response("down", { status: 404 })).context.upstream;
    const reader = createPushReader({ ...context, upstream }, pushPaceOf.live);
    await (await reader.startNext())?.done;
    expect(await reader.startNext()).toBeUndefined();
    const [row] = await readScopeRows(context.store.db, context.realm);
    expect(row).toMatchObject({ pushes_from: nowHour - 23, back_due_at: start + 5 * 60_000 });
    clock.now = start + 5 * 60_000;
    await readWhole(context);
    const [later] = await readScopeRows(context.store.db, context.realm);
    expect(later?.pushes_from).toBe(nowHour + 1 - 30 * 24);
  });
});

test("two scopes are read at the same time, and the loop ends with its signal", async () => {
  const { context, emulated } = await openFleet(6, 1);
  const reading = { now: 0, most: 0, all: 0 };
  let begin: () => void = () => undefined;
  const second = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const stop = new AbortController();
  const { upstream } = contextOf(async (input, init) => {
    reading.now += 1;
    reading.all += 1;
    reading.most = Math.max(reading.most, reading.now);
    if (reading.now === 2) begin();
    await second;
    await new Promise((resolve) => setTimeout(resolve, 10));
    reading.now -= 1;
    if (reading.all === 6) stop.abort();
    return emulated.emulator.fetch(new Request(input, init));
  }).context;
  await runPushReader({ ...context, upstream }, { everyMs: hourMs, restMs: 1 }, stop.signal);
  expect(reading).toEqual({ now: 0, most: 2, all: 6 });
  const rows = await readScopeRows(context.store.db, context.realm);
  expect(rows.every((row) => row.pushes_until === nowHour + 1)).toBe(true);
});

test("without a background reader, pages read no analytics", async () => {
  const { context, emulated } = await openFleet(2, 1);
  await prepareReading({ ...context, realm: "token:a" }, "list");
  const scopes = await readScopeRows(context.store.db, "token:a");
  expect(scopes.filter(({ jobs }) => jobs > 0)).toHaveLength(2);
  expect(emulated.requests).not.toContain("POST /graphql");
  expect(await context.store.db.selectFrom("push_hour").selectAll().execute()).toEqual([]);
});

test.each([
  ["never read", null, -23],
  ["an hour ago", 0, -2],
  ["in this hour", 1, -1],
  ["two days ago", -47, -23],
  ["by a clock that was ahead", 90, -1],
])("%s: the newest hours that are read", (_title, until, from) => {
  const readUntil = until === null ? null : nowHour + until;
  expect(spanOf(readUntil, start)).toEqual({ from: nowHour + from, to: nowHour + 1 });
});

test.each([
  ["a day more", -23, null, { from: -47, to: -23 }],
  ["up to what was read before a hole", -23, -30, { from: -30, to: -23 }],
  ["as far as they are kept", -700, null, { from: -719, to: -700 }],
  ["everything that is kept is known", -719, null, undefined],
  ["a hole that is no longer kept", -719, -900, undefined],
])("older hours, %s", (_title, from, until, span) => {
  const place = { pushes_from: nowHour + from, back_until: until === null ? null : nowHour + until };
  const expected = span && { from: nowHour + span.from, to: nowHour + span.to };
  expect(olderSpanOf(place, start)).toEqual(expected);
});

test("a thousand zones are read about 17 a minute, each once an hour", () => {
  const paths = Array.from({ length: 1000 }, (_, index) => `zones/${index.toString(16).padStart(32, "0")}`);
  const minutes = new Array<number>(60).fill(0);
  for (const path of paths) {
    const due = nextDueOf(path, start, hourMs);
    expect(due - start).toBeGreaterThanOrEqual(0.75 * hourMs);
    expect(due - start).toBeLessThan(1.75 * hourMs);
    expect(nextDueOf(path, due + 60_000, hourMs)).toBe(due + hourMs);
    const minute = Math.floor(due / 60_000) % 60;
    minutes[minute] = (minutes[minute] ?? 0) + 1;
  }
  expect(Math.max(...minutes)).toBeLessThan(2 * 17);
  expect(Math.min(...minutes)).toBeGreaterThan(3);
});
