import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { readAccountLogs } from "#lib/store/account-logs.ts";
import { createJob } from "../jobs/create-job.ts";
import { deleteJob } from "../jobs/delete-job.ts";
import { setJobEnabled } from "../jobs/set-job-enabled.ts";
import { type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { prepareReading } from "./freshness.ts";
import { readPersons } from "./person-reader.ts";

const keyOfAna = { "x-auth-email": "ana@example.com", "x-auth-key": "0123456789abcdef0123456789abcdef01234" };
let emulated: Emulated<Emulator>;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.parse("2026-03-01T12:00:00Z");
  emulated = openEmulated((options) => createEmulator({ ...options, now: () => nowMs }));
  emulated.context.now = () => nowMs;
  await prepareReading(emulated.context, "list");
});
afterEach(() => emulated.close());

/** Somebody else, at the API. */
async function elsewhere(method: string, { jobId }: JobRef, body?: object): Promise<void> {
  nowMs += 20_000;
  const address = `https://api.cloudflare.com/client/v4/zones/${zoneId}/logpush/jobs/${jobId}`;
  const request = new Request(address, { method, headers: keyOfAna, ...(body && { body: JSON.stringify(body) }) });
  expect((await emulated.emulator.fetch(request)).status).toBe(200);
  nowMs += 20_000;
  await prepareReading(emulated.context, "list");
}

const logCalls = () => emulated.requests.filter((request) => request.endsWith("/audit_logs"));
const actors = () =>
  emulated.context.store.db
    .selectFrom("job_version")
    .innerJoin("job", "job.id", "job_version.job")
    .where("job.label", "=", "watched")
    .select(["source", "actor"])
    .orderBy("job_version.n")
    .execute();

test("changes outside Headgate get the person of the audit log with one query for all; others keep theirs", async () => {
  const { context } = emulated;
  const ref = await createJob(context, newValues({ name: "watched" }));
  await elsewhere("PUT", ref, { max_upload_records: 5000 });
  nowMs += 5000;
  await setJobEnabled(context, { ref, enabled: false });
  await elsewhere("PUT", ref, { max_upload_records: 6000 });
  await readPersons(context);
  expect(logCalls()).toHaveLength(1);
  expect(await actors()).toEqual([
    { source: "headgate", actor: "local" },
    { source: "outside", actor: "cloudflare:ana@example.com" },
    { source: "headgate", actor: "local" },
    { source: "outside", actor: "cloudflare:ana@example.com" },
  ]);
  await elsewhere("DELETE", ref);
  await readPersons(context);
  const gone = () => context.store.db.selectFrom("job").selectAll().where("label", "=", "watched").execute();
  expect(await gone()).toMatchObject([{ gone_source: "outside", gone_actor: "cloudflare:ana@example.com" }]);
  nowMs += 60_000;
  await readPersons(context);
  expect(logCalls()).toHaveLength(2);
});

test("what Headgate did itself is not asked about", async () => {
  const ref = await createJob(emulated.context, newValues({ name: "watched" }));
  nowMs += 60_000;
  await deleteJob(emulated.context, { ref, confirmName: "watched" });
  await readPersons(emulated.context);
  expect(logCalls()).toEqual([]);
});

test("a refused account stays unknown and is not asked again for hours", async () => {
  const { context, emulator } = emulated;
  const errors = [{ code: 10000, message: "Authentication error" }];
  emulator.faults.add({ at: "before", pathIncludes: "/audit_logs", kind: "status", status: 403, errors });
  const ref = await createJob(context, newValues({ name: "watched" }));
  for (const max_upload_records of [5000, 6000]) {
    await elsewhere("PUT", ref, { max_upload_records });
    nowMs += 10 * 60_000;
    await readPersons(context);
  }
  expect(logCalls()).toHaveLength(1);
  expect((await actors()).map(({ actor }) => actor)).toEqual(["local", null, null]);
  expect(await readAccountLogs(context.store.db, context.realm)).toMatchObject([
    { read_at: null, failure: expect.stringContaining("E_PERMISSION") },
  ]);
});

test("an entry that comes late is found by a later query; an answer of another shape changes nothing", async () => {
  const { context, emulator } = emulated;
  emulator.faults.add({ at: "before", pathIncludes: "/audit_logs", kind: "html" });
  const ref = await createJob(context, newValues({ name: "watched" }));
  await elsewhere("PUT", ref, { max_upload_records: 5000 });
  await readPersons(context);
  expect((await actors()).at(-1)).toEqual({ source: "outside", actor: null });
  emulator.faults.clear();
  await readPersons(context);
  expect((await actors()).at(-1)).toEqual({ source: "outside", actor: null });
  nowMs += 61_000;
  await readPersons(context);
  expect((await actors()).at(-1)).toEqual({ source: "outside", actor: "cloudflare:ana@example.com" });
});
