import { expect, test } from "vitest";
import { createEmulator } from "#lib/emulator/emulator.ts";
import { newValues, openEmulated } from "../testing/test-context.ts";
import { beginRound } from "./reader.ts";
import { readListing, readScope } from "./read-api.ts";
import { readDueScopes } from "#lib/store/inventory.ts";
import { listStoredJobs, readMaskedJobs, readWholeJobs } from "./stored-jobs.ts";
import { paceOf } from "./schedule.ts";
import { listAllJobs } from "../jobs/list-jobs.ts";

test("x", async () => {
  const { context, close } = openEmulated(createEmulator);
  const round = await beginRound(context, paceOf.emulator);
  await readListing(context, "zones", round);
  await readListing(context, "accounts", round);
  const due = await readDueScopes(context.store.db, { realm: "emulator", now: Date.now() + 1000, limit: 100 });
  for (const row of due) await readScope(context, row, round);
  const stored = await listStoredJobs(context);
  const live = await listAllJobs(context);
  const byKey = (a: any, b: any) => JSON.stringify(a.ref).localeCompare(JSON.stringify(b.ref));
  const strip = (l: any[]) => l.map((j) => ({ ...j, health: { ...j.health, lostWindow: null }, advice: null })).sort(byKey);
  expect(strip(stored.jobs)).toEqual(strip(live.jobs));
  const whole = await readWholeJobs(context);
  expect(whole.every((w) => w.read?.job.destination_conf)).toBe(true);
  await close();
});
