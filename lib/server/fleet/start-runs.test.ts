import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { takeLease } from "#lib/store/leases.ts";
import { findRun } from "#lib/store/runs.ts";
import type { Context } from "../context/context.ts";
import { listJobs } from "../inventory/list-jobs.ts";
import { createJob } from "../jobs/create-job.ts";
import { type Emulated, newValues, openEmulated } from "../testing/test-context.ts";
import { resumeRun, stopRun } from "./change-run.ts";
import { createRun } from "./create-run.ts";
import { driveRun } from "./drive-run.ts";
import { describeRun } from "./read-run.ts";
import { runWorker, workOnRun } from "./start-runs.ts";

let emulated: Emulated<Emulator>;
let context: Context;
let ref: JobRef;
let id: string;
const times = { leaseMs: 3000, everyMs: 50 };

beforeEach(async () => {
  emulated = openEmulated(createEmulator);
  context = emulated.context;
  await listJobs(context);
  ref = await createJob(context, newValues({ name: "own" }));
  id = (await createRun({ ...context, isReadInBackground: true }, { kind: "disable", refs: [ref] })).id;
  await context.store.db.updateTable("run").set({ state: "applying", begun_at: Date.now() }).execute();
  await context.store.db.updateTable("run_item").set({ state: "queued" }).execute();
});
afterEach(() => emulated.close());

const stateOf = async () => (await findRun(context.store.db, { id, realm: context.realm }))?.state;
const errorOf = async () => (await findRun(context.store.db, { id, realm: context.realm }))?.error ?? "";
const withToken = (): Context => ({
  ...context,
  caller: { id: "token:one", name: "one", role: "admin", credential: { kind: "token", token: "t".repeat(40) } },
});
const signIn = (actor: string) =>
  context.store.db
    .insertInto("session")
    .values({
      ...{ id: actor, realm: "token", caller: JSON.stringify({ id: actor, name: "one", role: "admin" }) },
      ...{ started_at: Date.now(), used_at: Date.now() },
    })
    .execute();

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100 && !(await isSo()); tries += 1) await sleep(50);
  expect(await isSo()).toBe(true);
}

test("the leader applies what somebody started on any server, until it stops leading", async () => {
  const over = new AbortController();
  const working = runWorker(context, over.signal);
  await until(async () => (await stateOf()) === "finished");
  over.abort();
  await working;
  expect((await emulated.read(ref)).job.enabled).toBe(false);
});

test("with a person's own token this server applies the run while the person is signed in", async () => {
  await signIn("token:one");
  workOnRun(withToken(), id, times);
  await until(async () => (await stateOf()) === "finished");
  expect((await emulated.read(ref)).job.enabled).toBe(false);
});

test("without a session of that person the run stops, and goes on when it is resumed after signing in", async () => {
  await signIn("token:other");
  // Long enough for a session to appear, if there were one.
  emulated.emulator.faults.add({ at: "before", kind: "rate-limit", retryAfterSeconds: 1, method: "PUT", times: 1 });
  workOnRun(withToken(), id, times);
  await until(async () => (await stateOf()) === "stopped");
  expect(await errorOf()).toContain("E_RUN_SIGNED_OUT");
  expect((await emulated.read(ref)).job.enabled).toBe(true);
  await resumeRun(context, { id });
  await driveRun(context, id, new AbortController().signal);
  expect([await stateOf(), await errorOf()]).toEqual(["finished", ""]);
});

test("a run that nobody works on any more ends its stop when its person opens the page", async () => {
  await signIn("token:one");
  await stopRun(context, { id });
  await describeRun(withToken(), id, { show: "results", outcome: undefined, page: 1 });
  await until(async () => (await stateOf()) === "stopped");
  expect((await emulated.read(ref)).job.enabled).toBe(true);
});

test("a run that another server works on is left to that one", async () => {
  await signIn("token:one");
  const lease = { name: `run ${id}`, holder: "another", now: Date.now(), ttlMs: 60_000 };
  await takeLease(context.store.db, lease);
  workOnRun(withToken(), id, times);
  await sleep(500);
  expect([await stateOf(), (await emulated.read(ref)).job.enabled]).toEqual(["applying", true]);
});
