import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { compareJobs } from "#lib/logpush/drift/compare-jobs.ts";
import { readBackup } from "#lib/logpush/drift/read-backup.ts";
import { readJson } from "#lib/logpush/import/read-json.ts";
import { importJob } from "#lib/logpush/import/to-form.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { exampleValues } from "#lib/logpush/testing/form-values.ts";
import { listJobs } from "../inventory/list-jobs.ts";
import { type Emulated, openEmulated, zoneId } from "../testing/test-context.ts";
import { exportJobs } from "./export-jobs.ts";

let emulated: Emulated<Emulator>;

beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

test("the export contains every job of the list with its scope, and no secret", async () => {
  const [{ jobs: listed }, { jobs, failures }] = await Promise.all([
    listJobs(emulated.context),
    exportJobs(emulated.context, null),
  ]);
  expect(failures).toEqual([]);
  const byId = (a: { jobId: number }, b: { jobId: number }) => a.jobId - b.jobId;
  expect(jobs.map(({ ref }) => ref).sort(byId)).toEqual(listed.map(({ ref }) => ref).sort(byId));
  for (const { ref, json } of jobs) {
    expect(json[ref.scopeKind === "zones" ? "zone_id" : "account_id"]).toBe(ref.scopeId);
    expect(json.id).toBe(ref.jobId);
  }
  const text = JSON.stringify(jobs);
  expect(text).not.toContain("FAKE-SEED");
  expect(text).not.toContain("00000000-0000-4000-8000-000000001014");
});

test("a new export shows no drift", async () => {
  const exported = await exportJobs(emulated.context, null);
  const file = readBackup(JSON.stringify(exported.jobs.map(({ json }) => json)));
  if (!file.ok) throw new Error(file.error.message);
  const { same, ...others } = compareJobs(file.value, exported, []);
  expect(same).toHaveLength(exported.jobs.length);
  expect(others).toEqual({ changed: [], missing: [], added: [], unread: [], elsewhere: 0 });
});

test("the import reads the export: all but the masked values", async () => {
  const { jobs } = await exportJobs(emulated.context, null);
  const found = readJson(JSON.stringify(jobs.map(({ json }) => json)));
  if (!found.ok) throw new Error(found.error.message);
  const scopes = jobs.map(({ ref }) => ({ path: `${ref.scopeKind}/${ref.scopeId}`, name: "" }));
  for (const [place, job] of found.value.entries()) {
    const { values, unread } = importJob(job, { current: exampleValues(), scopes, datasets: [] });
    expect(values.scope).toBe(scopes[place]?.path);
    expect(toCreateBody(values).dataset).toBe(jobs[place]?.json.dataset);
    expect(unread.filter(({ what }) => what !== "destination_conf")).toEqual([]);
  }
});

test("a scope that cannot be read is named and does not hide the others", async () => {
  const errors = [{ code: 10000, message: "Authentication error" }];
  emulated.emulator.faults.add({ at: "before", kind: "status", status: 403, pathIncludes: zoneId, errors });
  const { jobs, failures } = await exportJobs(emulated.context, null);
  expect(failures).toMatchObject([{ scope: { name: "theburritobot.com" }, error: { code: "E_PERMISSION" } }]);
  expect(jobs.length).toBeGreaterThan(10);
});
