import { expect, test } from "vitest";
import { ratesOf } from "#lib/logpush/usage/cost.ts";
import { monthOf } from "#lib/logpush/usage/month.ts";
import { hourlyDays } from "./count-usage.ts";
import { hideRealm, recordGone, recordJobs } from "./inventory.ts";
import type { Store } from "./open-store.ts";
import { postponeOlder, readDueOlder, recordOlder, recordPushes, type ScopePushHour } from "./pushes.ts";
import { trimJobs } from "./retention.ts";
import { describeEachStore } from "./testing/each-store.ts";
import { listedScope, observedJob } from "./testing/inventory-rows.ts";
import {
  countUsageRows,
  deleteOldUsage,
  readJobMonths,
  readKnownHours,
  readUsageHours,
  readUsageRows,
  readUsageSpan,
  sumByAccount,
  type UsageFilter,
} from "./usage.ts";

const realm = "live";
const month = monthOf(Date.parse("2026-11-10T00:00:00Z"));
const noon = month.fromHour + 12;
const filter: UsageFilter = { realm, month: month.month };
const ofJob = (jobId: number, hour: number, changes: Partial<ScopePushHour> = {}): ScopePushHour => ({
  ...{ jobId, hour, ok: 10, failed: 0, retried: 0, lines: 100, bytes: 1000, statuses: null, lost_lines: null },
  ...changes,
});

describeEachStore("the usage", ({ store, openAnother }) => {
  const add = (path: string, account: string | null, jobs: Parameters<typeof observedJob>[]) =>
    recordJobs(store().db, {
      ...{ realm, path, at: 1000, isWhole: true, dueAt: null },
      scope: { ...listedScope(path, path.replace("/", " ")), account_id: account },
      jobs: jobs.map((args) => observedJob(...args)),
    });
  const record = (path: string, hours: ScopePushHour[], until: number, at: Store = store()) =>
    recordPushes(at.db, { realm, path, hours, until, countedUntil: until * 3_600_000, dueAt: 9000 });
  const rows = (changes: Partial<Parameters<typeof readUsageRows>[1]> = {}) =>
    readUsageRows(store().db, {
      ...{ ...filter, by: "job", sort: "bytes", isDescending: true, rates: [], limit: 10, offset: 0, ...changes },
    });
  const rates = async () =>
    ratesOf(await sumByAccount(store().db, filter)).map((rate) => ({
      ...{ ...rate, perExpectedUnit: rate.perUnit, perExpectedTransformed: rate.perTransformed },
    }));

  test("is counted by month, job and account as hours are stored, and later numbers replace earlier ones", async () => {
    await add("zones/a", "acc1", [[1], [2, { destination: '{"scheme":"r2"}' }]]);
    await add("accounts/acc1", null, [[3, { dataset: "workers_trace_events" }]]);
    await record("zones/a", [ofJob(1, noon), ofJob(2, noon, { bytes: 500 }), ofJob(1, month.fromHour - 1)], noon + 1);
    await record("zones/a", [ofJob(1, noon, { bytes: 1500 }), ofJob(1, noon + 1)], noon + 2);
    await record("accounts/acc1", [ofJob(3, noon, { bytes: 7 })], noon + 1);
    const sums = await sumByAccount(store().db, filter);
    expect(sums.map(({ account, basis, jobs, bytes, lines }) => [account, basis, jobs, bytes, lines])).toEqual([
      ["acc1", "external", 1, 2500, 200],
      ["acc1", "internal", 1, 500, 100],
      ["acc1", "requests", 1, 7, 100],
    ]);
    const earlier = await sumByAccount(store().db, { ...filter, month: month.month - 1 });
    expect(earlier.find(({ basis }) => basis === "external")?.bytes).toBe(1000);
    expect(await readUsageHours(store().db, { realm, fromHour: month.fromHour })).toEqual([
      { hour: noon, bytes: 2007, lines: 300 },
      { hour: noon + 1, bytes: 1000, lines: 100 },
    ]);
    expect(await readUsageSpan(store().db, realm)).toMatchObject({ endHour: noon + 1 });
  });

  test("is shown by job, dataset, zone or host, sorted, searched and paged, with its share of the cost", async () => {
    await add("zones/a", "acc1", [[1], [2, { host: "other.example" }]]);
    await add("zones/b", "acc2", [[1, { dataset: "dns_logs" }]]);
    const gigabytes = (jobId: number, count: number) => ofJob(jobId, noon, { bytes: count * 1e9 });
    await record("zones/a", [gigabytes(1, 30), gigabytes(2, 20)], noon + 1);
    await record("zones/b", [gigabytes(1, 25)], noon + 1);
    const byJob = await rows({ rates: await rates() });
    expect(byJob.map(({ scope, jobId, dollars }) => [scope, jobId, Number(dollars.toFixed(9))])).toEqual([
      // 50 GB, of which 25 are included.
      ["zones/a", 1, 1.5],
      ["zones/b", 1, 0],
      ["zones/a", 2, 1],
    ]);
    const shown = async (changes: Parameters<typeof rows>[0]) =>
      (await rows({ rates: await rates(), ...changes })).map(({ key, jobs }) => `${key} ${jobs}`);
    expect(await shown({ by: "dataset" })).toEqual(["http_requests 2", "dns_logs 1"]);
    expect(await shown({ by: "scope", sort: "name", isDescending: false })).toEqual(["zones/a 2", "zones/b 1"]);
    expect(await shown({ by: "host", sort: "cost", isDescending: false, host: "other.example" })).toEqual([
      "other.example 1",
    ]);
    expect(await shown({ by: "dataset", words: ["zones/b"] })).toEqual(["dns_logs 1"]);
    expect(await shown({ by: "dataset", words: ["%"] })).toEqual([]);
    expect((await rows({ rates: await rates(), limit: 1, offset: 1 }))[0]?.scope).toBe("zones/b");
    expect(await countUsageRows(store().db, { ...filter, by: "scope" })).toBe(2);
    for (const by of ["job", "dataset", "scope", "host"] as const)
      for (const sort of ["name", "bytes", "lines", "cost", "expected"] as const)
        expect((await rows({ rates: await rates(), by, sort })).length).toBeGreaterThan(0);
  });

  test("of hidden zones is not shown, that of deleted jobs is", async () => {
    await add("zones/a", null, [[1]]);
    await record("zones/a", [ofJob(1, noon)], noon + 1);
    await recordGone(store().db, { realm, path: "zones/a", at: 2000, jobId: 1, since: 1500, actor: "local" });
    const hours = () => readUsageHours(store().db, { realm, fromHour: 0 });
    expect(await rows({ rates: await rates() })).toMatchObject([{ bytes: 1000, goneAt: 2000 }]);
    expect(await hours()).toEqual([{ hour: noon, bytes: 1000, lines: 100 }]);
    await hideRealm(store().db, realm, 3000);
    expect(await sumByAccount(store().db, filter)).toEqual([]);
    expect(await hours()).toEqual([{ hour: noon, bytes: 0, lines: 0 }]);
  });

  test("of a deleted job ends with the month in which it delivered last", async () => {
    const next = monthOf(month.toHour * 3_600_000);
    await add("zones/a", null, [[1], [2]]);
    await record("zones/a", [ofJob(1, noon), ofJob(2, noon)], noon + 1);
    const at = (noon + 1) * 3_600_000;
    await recordGone(store().db, { realm, path: "zones/a", at, jobId: 1, since: at - 1, actor: "local" });
    const jobsOf = async (of: number) => (await sumByAccount(store().db, { realm, month: of }))[0]?.jobs;
    await record("zones/a", [ofJob(2, next.fromHour + 12)], next.fromHour + 13);
    expect([await jobsOf(month.month), await jobsOf(next.month)]).toEqual([2, 1]);
    // What is counted late still counts.
    await record("zones/a", [ofJob(1, next.fromHour)], next.fromHour + 14);
    expect(await jobsOf(next.month)).toBe(2);
  });

  test("and attributes of jobs in hidden zones are not read", async () => {
    await add("zones/a", null, [[1]]);
    await record("zones/a", [ofJob(1, noon)], noon + 1);
    const months = () =>
      readJobMonths(store().db, { realm, month: month.month, scope: "zones/a", dataset: "http_requests" });
    expect(await months()).toHaveLength(1);
    await hideRealm(store().db, realm, 3000);
    expect(await months()).toEqual([]);
  });

  test("of a month keeps its first days when its last hours are read a week late", async () => {
    await add("zones/a", null, [[1]]);
    const hours = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => ofJob(1, from + index));
    const long = monthOf(Date.parse("2026-10-01T00:00:00Z"));
    await record("zones/a", hours(long.fromHour, long.toHour - 1), long.toHour - 1);
    const [job] = await store().db.selectFrom("job").select("id").execute();
    const at = long.toHour + 7 * 24 - 1;
    await trimJobs(store().db, [Number(job?.id)], { before: 0, hoursBefore: (at - hourlyDays * 24) * 3_600_000 });
    await record("zones/a", hours(long.toHour - 1, long.toHour), long.toHour);
    const [sum] = await sumByAccount(store().db, { realm, month: long.month });
    expect(sum?.bytes).toBe(31 * 24 * 1000);
  });

  test("of hours that nobody read is unknown, and is known when they are read", async () => {
    await add("zones/a", null, [[1]]);
    const hours = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => ofJob(1, from + index));
    const [begin, gone, back, end] = [month.fromHour - 200, month.fromHour, month.fromHour + 200, month.fromHour + 300];
    const reading = { realm, path: "zones/a", dueAt: 9000, countedUntil: 0 };
    await recordPushes(store().db, { ...reading, hours: hours(begin, gone), until: gone, from: begin });
    await recordPushes(store().db, { ...reading, hours: hours(back, end), until: end, from: back, knownUntil: gone });
    const known = { fromHour: begin, endHour: end - 2 };
    expect(await readKnownHours(store().db, { realm, path: "zones/a" })).toEqual({
      ...{ ...known, hole: { from: gone, to: back } },
    });
    expect(await readUsageSpan(store().db, realm)).toEqual({ ...known, hole: { from: gone, to: back } });
    const sums = async () => (await sumByAccount(store().db, filter))[0];
    expect(await sums()).toMatchObject({ bytes: 100_000, expectedBytes: 720_000 });
    await recordOlder(store().db, { realm, path: "zones/a", hours: hours(back - 24, back), from: back - 24, dueAt: 5 });
    expect(await readKnownHours(store().db, { realm, path: "zones/a" })).toMatchObject({
      hole: { from: gone, to: back - 24 },
    });
    expect(await sums()).toMatchObject({ bytes: 124_000, expectedBytes: 720_000 });
    expect((await readDueOlder(store().db, { realm, now: 5, limit: 9 })).map(({ path }) => path)).toEqual(["zones/a"]);
    await recordOlder(store().db, { realm, path: "zones/a", hours: [], from: gone, dueAt: 5 });
    expect(await readKnownHours(store().db, { realm, path: "zones/a" })).toEqual({ ...known, hole: undefined });
    // The rest was silent.
    expect((await sums())?.expectedBytes).toBeLessThan(500_000);
    await postponeOlder(store().db, { realm, path: "zones/a", dueAt: null });
    expect(await readDueOlder(store().db, { realm, now: 9e15, limit: 9 })).toEqual([]);
  });

  test("without sizes is an estimate from other hours, or not known", async () => {
    await add("zones/a", null, [[1], [2]]);
    const without = { bytes: null, lines: null };
    await record(
      "zones/a",
      [ofJob(1, noon), ofJob(1, noon + 1, { ok: 5, ...without }), ofJob(2, noon, without)],
      noon + 2,
    );
    const shown = await rows({ rates: await rates() });
    expect(shown.map(({ bytes, lines, isEstimate }) => [bytes, lines, isEstimate])).toEqual([
      [1500, 150, true],
      [null, null, false],
    ]);
    expect(await sumByAccount(store().db, filter)).toMatchObject([{ unknown: 1, estimates: 1, bytes: 1500 }]);
  });

  test("counts each hour once when two servers record the same zone", async () => {
    await add("zones/a", null, [[1]]);
    const other = openAnother();
    const hours = Array.from({ length: 24 }, (_, index) => ofJob(1, noon + index));
    await Promise.all([store(), other, store(), other].map((at) => record("zones/a", hours, noon + 24, at)));
    const counted = await readUsageHours(store().db, { realm, fromHour: 0 });
    expect(counted).toHaveLength(24);
    expect(counted.every(({ bytes }) => bytes === 1000)).toBe(true);
  });

  test("is removed when it is old", async () => {
    await add("zones/a", null, [[1]]);
    await record("zones/a", [ofJob(1, month.fromHour - 1), ofJob(1, noon)], noon + 1);
    await deleteOldUsage(store().db, { beforeHour: month.fromHour, beforeMonth: month.month });
    expect(await readUsageHours(store().db, { realm, fromHour: 0 })).toMatchObject([{ hour: noon }]);
    expect(await sumByAccount(store().db, { ...filter, month: month.month - 1 })).toEqual([]);
    expect(await sumByAccount(store().db, filter)).toHaveLength(1);
  });
});
