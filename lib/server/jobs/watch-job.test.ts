import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { openStore } from "#lib/store/open-store.ts";
import { toResult } from "../base/to-result.ts";
import type { Context } from "../context/context.ts";
import { openJobNotes, readJobNotes } from "../context/job-notes.ts";
import { listJobs } from "../inventory/list-jobs.ts";
import { type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { createJob } from "./create-job.ts";
import { deleteJob } from "./delete-job.ts";
import { readJobDetail } from "./read-job.ts";
import { setJobEnabled } from "./set-job-enabled.ts";
import { updateJob } from "./update-job.ts";
import { setStaleAfter, watchJob } from "./watch-job.ts";

const healthy: JobRef = { scopeKind: "zones", scopeId: zoneId, jobId: 1001 };
let emulated: Emulated<Emulator>;

beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await emulated.close();
});

const stateOf = async (ref: JobRef) => (await watchJob(emulated.context, ref)).summary.health.state;
const noteOf = async (ref: JobRef) => (await readJobNotes(emulated.context)).get(jobKey(ref));

test("a job that is disabled and enabled again counts as just saved, and the time is stored", async () => {
  const off = await setJobEnabled(emulated.context, { ref: healthy, enabled: false });
  expect(off.health.state).toBe("disabled");
  expect(await noteOf(healthy)).not.toHaveProperty("switchedOnAt");
  const on = await setJobEnabled(emulated.context, { ref: healthy, enabled: true });
  expect(on.health).toMatchObject({ state: "settling", sinceIs: "save" });
  expect(on.advice.brief).toContain("can take up to 15 minutes");
  expect(await noteOf(healthy)).toMatchObject({ savedAt: on.health.savedAt, switchedOnAt: on.health.savedAt });
});

test("an edit counts as just saved in the list and on the page; an edit that changes nothing does not", async () => {
  const { values, versions } = await readJobDetail(emulated.context, healthy);
  await expect(updateJob(emulated.context, { ref: healthy, versions, values })).rejects.toThrow("E_NO_CHANGE");
  expect(await noteOf(healthy)).toBeUndefined();
  await updateJob(emulated.context, { ref: healthy, versions, values: { ...values, name: "renamed" } });
  expect(await noteOf(healthy)).not.toHaveProperty("switchedOnAt");
  expect(await stateOf(healthy)).toBe("settling");
  const { jobs } = await listJobs(emulated.context);
  expect(jobs.find(({ ref }) => ref.jobId === healthy.jobId)?.health.state).toBe("settling");
});

test("a new job waits since its creation; deleting it drops its note", async () => {
  const ref = await createJob(emulated.context, newValues({ name: "fresh", enabled: true }));
  const { summary } = await watchJob(emulated.context, ref);
  expect(summary.health).toMatchObject({ state: "pending", sinceIs: "save" });
  await deleteJob(emulated.context, { ref, confirmName: "fresh" });
  expect(await noteOf(ref)).toBeUndefined();
});

test("the threshold of one job overrides the dataset's, and null restores it", async () => {
  const set = await setStaleAfter(emulated.context, { ref: healthy, minutes: 120 });
  expect(set.staleAfterMinutes).toEqual({ own: 120, ofDataset: 15 });
  expect(set.summary.health.staleAfterMs).toBe(120 * 60_000);
  expect((await setStaleAfter(emulated.context, { ref: healthy, minutes: null })).staleAfterMinutes.own).toBeNull();
});

describe("a threshold set by a person with their own token", () => {
  const foreign: JobRef = { ...healthy, scopeId: "f".repeat(32) };
  const withToken = (context: Context): Context => ({
    ...context,
    caller: { ...context.caller, credential: { kind: "token", token: "own-token-00000000000000000000000000" } },
  });

  test("is not stored for a job that cannot be read, however people sign in", async () => {
    for (const context of [emulated.context, withToken(emulated.context)]) {
      for (const ref of [foreign, { ...healthy, jobId: 987_654 }]) {
        await expect(setStaleAfter(context, { ref, minutes: 1 })).rejects.toBeInstanceOf(AppException);
        expect(await noteOf(ref)).toBeUndefined();
      }
    }
  });

  test("is not stored for a job that the token may only read", async () => {
    emulated.emulator.faults.add({
      method: "POST",
      pathIncludes: "/exists",
      at: "before",
      kind: "status",
      status: 403,
    });
    const failed = setStaleAfter(withToken(emulated.context), { ref: healthy, minutes: 1 });
    await expect(failed).rejects.toMatchObject({ error: { code: "E_PERMISSION" } });
    expect(await noteOf(healthy)).toBeUndefined();
  });

  test("is stored for a job that the token may edit", async () => {
    await setStaleAfter(withToken(emulated.context), { ref: healthy, minutes: 7 });
    expect(await noteOf(healthy)).toMatchObject({ staleAfterMinutes: 7 });
  });
});

test("a save succeeds even if its note cannot be stored; a threshold is refused", async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const folder = mkdtempSync(join(tmpdir(), "headgate-blocked-"));
  mkdirSync(join(folder, "headgate.db"));
  const store = openStore({ kind: "sqlite", file: join(folder, "headgate.db") });
  const context = { ...emulated.context, notes: openJobNotes(store.db, Date.now) };
  expect((await setJobEnabled(context, { ref: healthy, enabled: false })).enabled).toBe(false);
  await expect(setStaleAfter(context, { ref: healthy, minutes: 5 })).rejects.toMatchObject({ name: "StoreError" });
  const answer = await toResult("setStaleAfter", () => setStaleAfter(context, { ref: healthy, minutes: 5 }));
  expect(answer).toMatchObject({ ok: false, error: { code: "E_STORE_DOWN" } });
  rmSync(folder, { recursive: true });
});

test("a refused switch leaves no note", async () => {
  const failing = { ...healthy, jobId: 1002 };
  await expect(setJobEnabled(emulated.context, { ref: failing, enabled: false })).rejects.toThrow("E_DESTINATION_401");
  expect(await noteOf(failing)).toBeUndefined();
});

test("the seeded jobs are in every state but the one after a save, and each but a healthy one says what to do", async () => {
  const { jobs } = await listJobs(emulated.context);
  const states = new Set(jobs.map(({ health }) => health.state));
  expect([...states].sort()).toEqual(["disabled", "disabled-by-failure", "failing", "healthy", "pending", "stale"]);
  for (const { health, advice } of jobs) expect(advice.nextStep !== "").toBe(health.state !== "healthy");
  const splunk = jobs.find(({ ref }) => ref.jobId === 1014);
  expect(splunk?.advice.brief).toContain("Cloudflare disables it in about 4 h.");
});
