import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import { readScopeRows } from "#lib/store/inventory.ts";
import { createPushReader, pushPaceOf } from "../inventory/push-reader.ts";
import { readListing, readScope } from "../inventory/read-api.ts";
import { beginRound } from "../inventory/reader.ts";
import { paceOf } from "../inventory/schedule.ts";
import { type Emulated, openEmulated } from "../testing/test-context.ts";
import { describeJobUsage, readFieldPrices } from "./job-usage.ts";

const start = Date.parse("2026-10-07T12:30:00Z");
let emulated: Emulated<Emulator>;
beforeEach(() => {
  emulated = openEmulated(({ dataDir }) => createEmulator({ dataDir, fleet: { zones: 1, jobs: 6 }, now: () => start }));
});
afterEach(() => emulated.close());

async function openJobs() {
  const context = { ...emulated.context, now: () => start };
  const round = await beginRound(context, paceOf.live);
  await readListing(context, "zones", round);
  for (const row of await readScopeRows(context.store.db, context.realm)) await readScope(context, row, round);
  const jobs = await context.store.db.selectFrom("job").selectAll().orderBy("id").execute();
  return { context, jobs };
}

async function readAnalytics(context: Emulated<Emulator>["context"]) {
  const reader = createPushReader(context, pushPaceOf.live);
  for (let started = await reader.startNext(); started; started = await reader.startNext()) await started.done;
}

function refOf({ scope, job_id: jobId }: { scope: string; job_id: number }) {
  return { ...(parseScopePath(scope) ?? { scopeKind: "zones" as const, scopeId: "" }), jobId };
}

test("a job's month has its volume, share of the cost and forecast, and all jobs add up to the account", async () => {
  const { context, jobs } = await openJobs();
  const [first] = jobs;
  if (!first) throw new Error("no job");
  expect(await describeJobUsage(context, refOf(first), first)).toBeNull();
  expect(await readFieldPrices(context, refOf(first))).toBeNull();
  await readAnalytics(context);
  let [dollars, bytes] = [0, 0];
  for (const job of jobs) {
    const usage = await describeJobUsage(context, refOf(job), job);
    dollars += usage?.dollars ?? 0;
    bytes += usage?.bytes ?? 0;
    if (!usage?.forecast) continue;
    expect(usage.forecast.low).toBeLessThanOrEqual(usage.forecast.bytes);
    expect(usage.forecast.high).toBeGreaterThanOrEqual(usage.forecast.bytes);
    expect(usage.forecast.low).toBeGreaterThanOrEqual(usage.bytes ?? 0);
  }
  expect(dollars).toBeCloseTo(Math.max(0, bytes / 1e9 - 25) * 0.1, 6);
  expect(bytes).toBeGreaterThan(25e9);
});

test("fields are priced from the job's real records", async () => {
  const { context, jobs } = await openJobs();
  await readAnalytics(context);
  const prices = await Promise.all(jobs.map((job) => readFieldPrices(context, refOf(job))));
  const known = prices.filter((one) => one !== null);
  expect(known.length).toBeGreaterThan(0);
  for (const one of known) {
    expect(one.bytesPerRecord).toBeGreaterThan(10);
    expect(one.records).toBeGreaterThan(0);
    expect(one.fieldNames.length).toBeGreaterThan(0);
  }
});
