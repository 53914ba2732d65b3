import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { putJob, removeJob } from "#lib/cloudflare/jobs.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { jobFormSchema } from "#lib/logpush/job/check-form.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { recordDeleted } from "../inventory/record.ts";
import { createJob } from "../jobs/create-job.ts";
import { deleteJob } from "../jobs/delete-job.ts";
import { readJobDetail } from "../jobs/read-job.ts";
import { setJobEnabled } from "../jobs/set-job-enabled.ts";
import { updateJob } from "../jobs/update-job.ts";
import { type Emulated, newValues, openEmulated } from "../testing/test-context.ts";
import { compareJobVersions, listJobVersions } from "./list-versions.ts";
import { restoreVersion, undoChange } from "./restore-version.ts";

let emulated: Emulated<Emulator>;
let ref: JobRef;

beforeEach(async () => {
  emulated = openEmulated(createEmulator);
  ref = await createJob(emulated.context, newValues({ name: "kept" }));
});
afterEach(() => emulated.close());

async function edit(change: Partial<JobFormValues> | ((values: JobFormValues) => Partial<JobFormValues>)) {
  const { values, versions } = await readJobDetail(emulated.context, ref);
  const changes = typeof change === "function" ? change(values) : change;
  return updateJob(emulated.context, { ref, versions, values: jobFormSchema.parse({ ...values, ...changes }) });
}

const rawOf = async (at = ref) => (await emulated.read(at)).raw;
const history = () => listJobVersions(emulated.context, { ref });

/** Replaces the value of the Authorization header. */
const replaceSecret = (value: string) =>
  edit(({ query }) => ({
    query: query.map((row) => (row.kind === "header" ? { ...row, value, isReplaced: true } : row)),
  }));

describe("the versions of a job", () => {
  test("say who changed what, newest first, and no secret", async () => {
    await edit({ maxUploadRecords: "5000" });
    await replaceSecret("Bearer canary-second");
    await emulated.context.upstream.write((client) => putJob(client, ref, { name: "elsewhere" }));
    await readJobDetail(emulated.context, ref);
    const { versions, current, isGone, next } = await history();
    expect({ current, isGone, next }).toEqual({ current: 4, isGone: false, next: null });
    expect(versions.map(({ n, source, actor, isCurrent }) => ({ n, source, actor, isCurrent }))).toEqual([
      { n: 4, source: "outside", actor: null, isCurrent: true },
      { n: 3, source: "headgate", actor: "This machine", isCurrent: false },
      { n: 2, source: "headgate", actor: "This machine", isCurrent: false },
      { n: 1, source: "headgate", actor: "This machine", isCurrent: false },
    ]);
    const fingerprint = expect.stringMatching(/^value [0-9a-f]{8}$/);
    expect(versions.map(({ changes }) => changes)).toEqual([
      [{ label: "Job name", before: "kept", after: "elsewhere" }],
      [{ label: "Header Authorization", before: fingerprint, after: fingerprint }],
      [{ label: "Max upload records", before: "not set", after: "5000" }],
      null,
    ]);
    expect(JSON.stringify(versions)).not.toContain("canary");
  });

  test("any two can be compared, as words and as JSON without secrets", async () => {
    await edit({ name: "second" });
    await edit({ name: "third" });
    const compared = await compareJobVersions(emulated.context, { ref, from: 1, to: 3 });
    expect(compared.changes).toEqual([{ label: "Job name", before: "kept", after: "third" }]);
    expect(JSON.parse(compared.before.json)).toMatchObject({ name: "kept", id: ref.jobId });
    expect(compared.versions.map(({ n }) => n)).toEqual([3, 2, 1]);
    expect(JSON.stringify(compared)).not.toContain("canary");
    await expect(compareJobVersions(emulated.context, { ref, from: 1, to: 9 })).rejects.toMatchObject({
      error: { code: "E_VERSION_GONE" },
    });
  });

  test("a job that was never seen has none", async () => {
    expect(await listJobVersions(emulated.context, { ref: { ...ref, jobId: 424242 } })).toMatchObject({ versions: [] });
  });
});

describe("restoring a version", () => {
  test("brings back every attribute, the secret too, with what differs alone", async () => {
    const first = await rawOf();
    await edit({
      maxUploadRecords: "5000",
      filter: '{"where":{"key":"EdgeResponseStatus","operator":"eq","value":500}}',
    });
    await replaceSecret("Bearer canary-second");
    await restoreVersion(emulated.context, { ref, n: 1, seen: 3, isGone: false });
    // An empty filter is how one is cleared.
    expect(await rawOf()).toEqual({ ...first, filter: "" });
    const { versions } = await history();
    expect(versions[0]).toMatchObject({ n: 4, source: "restored", actor: "This machine", isCurrent: true });
  });

  test("a job that is not as it was seen is left alone", async () => {
    await edit({ name: "second" });
    await emulated.context.upstream.write((client) => putJob(client, ref, { name: "elsewhere" }));
    await expect(restoreVersion(emulated.context, { ref, n: 1, seen: 2, isGone: false })).rejects.toMatchObject({
      error: { code: "E_CONFLICT", message: expect.stringContaining("name") },
    });
    expect(await rawOf()).toMatchObject({ name: "elsewhere" });
  });

  test("the present version has nothing to restore", async () => {
    await expect(restoreVersion(emulated.context, { ref, n: 1, seen: 1, isGone: false })).rejects.toMatchObject({
      error: { code: "E_NO_CHANGE" },
    });
  });

  test("a deleted job is made again, with a new id and its secret", async () => {
    const { id: _, ...first } = await rawOf();
    await emulated.context.upstream.write((client) => removeJob(client, ref));
    // Not while the person does not know that it is deleted, nor while the store does not.
    for (const isGone of [false, true]) {
      await expect(restoreVersion(emulated.context, { ref, n: 1, seen: 1, isGone })).rejects.toMatchObject({
        error: { code: isGone ? "E_CONFLICT" : "E_NOT_FOUND" },
      });
    }
    await recordDeleted(emulated.context, ref);
    const made = await restoreVersion(emulated.context, { ref, n: 1, seen: 1, isGone: true });
    await expect(restoreVersion(emulated.context, { ref, n: 1, seen: 1, isGone: true })).rejects.toMatchObject({
      error: { code: "E_RESTORED_ALREADY" },
    });
    expect(made.jobId).not.toBe(ref.jobId);
    expect(await rawOf(made)).toMatchObject(first);
    expect((await listJobVersions(emulated.context, { ref: made })).versions).toMatchObject([{ source: "restored" }]);
  });

  describe("without kept secrets", () => {
    let made: JobRef;
    let context: typeof emulated.context;
    beforeEach(async () => {
      context = { ...emulated.context, keepsSecrets: false };
      made = await createJob(context, newValues({ name: "sealed" }));
    });
    const put = async (body: object) => {
      await context.upstream.write((client) => putJob(client, made, { ...body }));
      await readJobDetail(context, made);
    };
    const conf = "https://receiver.headgate.test/in?header_Authorization=Bearer%20other&tags=x";

    test("nothing is asked for while the destination is the same", async () => {
      const first = await rawOf(made);
      await put({ max_upload_records: 5000 });
      expect((await compareJobVersions(context, { ref: made, from: 2, to: 1 })).missing).toEqual([]);
      await restoreVersion(context, { ref: made, n: 1, seen: 2, isGone: false });
      expect(await rawOf(made)).toEqual(first);
      expect((await listJobVersions(context, { ref: made })).versions).toMatchObject([
        { hasSecrets: false, source: "restored" },
        ...[{ hasSecrets: false }, { hasSecrets: false }],
      ]);
    });

    test("the values of another destination are asked for, and with them every byte comes back", async () => {
      const first = await rawOf(made);
      await put({ destination_conf: conf, max_upload_records: 5000 });
      const { missing } = await compareJobVersions(context, { ref: made, from: 2, to: 1 });
      expect(missing).toEqual([{ at: "0", label: "Header Authorization" }]);
      const restore = { ref: made, n: 1, seen: 2, isGone: false };
      for (const value of ["", " ", "••••••••"]) {
        const typed = { 0: value };
        await expect(restoreVersion(context, { ...restore, typed })).rejects.toMatchObject({
          error: { code: "E_VALUES_MISSING", at: "0", message: "Header Authorization is not entered." },
        });
      }
      expect(await rawOf(made)).toMatchObject({ destination_conf: conf });
      await restoreVersion(context, { ...restore, typed: { 0: "Bearer canary-secret-value/+=" } });
      expect(await rawOf(made)).toEqual(first);
    });

    test("a deleted job is created again with the values that were entered", async () => {
      const { id: _, ...first } = await rawOf(made);
      await deleteJob(context, { ref: made, confirmName: "sealed" });
      const { missing } = await compareJobVersions(context, { ref: made, from: 1, to: 1 });
      expect(missing).toHaveLength(1);
      const typed = { 0: "Bearer canary-secret-value/+=" };
      const again = await restoreVersion(context, { ref: made, n: 1, seen: 1, isGone: true, typed });
      expect(await rawOf(again)).toMatchObject(first);
    });

    test("nothing of the secrets is in the store", async () => {
      await put({ destination_conf: conf });
      const rows = await context.store.db.selectFrom("job_version").selectAll().execute();
      expect(rows.every(({ job, sealed }) => sealed === null || job !== rows.at(-1)?.job)).toBe(true);
      const own = rows.filter(({ sealed }) => sealed === null);
      expect(own.length).toBeGreaterThanOrEqual(2);
      expect(JSON.stringify(own)).not.toMatch(/canary|other/);
    });
  });
});

describe("undo", () => {
  const undo = (change: "save" | "delete", n: number) => undoChange(emulated.context, { ref, change, n });
  const isRefused = { error: { code: "E_CONFLICT" } };

  test("takes back a save, a switch and a delete at one press, and the delete once", async () => {
    const first = await rawOf();
    await edit({ name: "second" });
    await undo("save", 2);
    expect(await rawOf()).toEqual(first);
    await setJobEnabled(emulated.context, { ref, enabled: false });
    await undo("save", 4);
    expect(await rawOf()).toEqual(first);
    await deleteJob(emulated.context, { ref, confirmName: "kept" });
    const made = await undo("delete", 5);
    expect(await rawOf(made)).toMatchObject({ name: "kept", destination_conf: first.destination_conf });
    await expect(undo("delete", 5)).rejects.toMatchObject({ error: { code: "E_RESTORED_ALREADY" } });
  });

  test("takes back the change that it was offered for, and no other", async () => {
    await edit({ name: "second" });
    await edit({ maxUploadRecords: "5000" });
    await expect(undo("save", 2)).rejects.toMatchObject(isRefused);
    await undo("save", 3);
    await expect(undo("save", 3)).rejects.toMatchObject(isRefused);
    expect(await rawOf()).toMatchObject({ name: "second", max_upload_records: null });
  });

  test("does not touch what somebody changed since", async () => {
    await edit({ name: "second" });
    await emulated.context.upstream.write((client) => putJob(client, ref, { name: "elsewhere" }));
    await expect(undo("save", 2)).rejects.toMatchObject(isRefused);
    await readJobDetail(emulated.context, ref);
    await expect(undo("save", 3)).rejects.toMatchObject(isRefused);
    expect(await rawOf()).toMatchObject({ name: "elsewhere" });
  });

  test("does not bring back what somebody deleted after the save", async () => {
    await edit({ name: "second" });
    await deleteJob(emulated.context, { ref, confirmName: "second" });
    await expect(undo("save", 2)).rejects.toMatchObject(isRefused);
  });

  test("brings a deleted job back as it was, also where nobody had seen that", async () => {
    await emulated.context.upstream.write((client) => putJob(client, ref, { max_upload_records: 7777 }));
    await deleteJob(emulated.context, { ref, confirmName: "kept" });
    expect(await rawOf(await undo("delete", 1))).toMatchObject({ max_upload_records: 7777 });
  });

  test("another person's change stays theirs when somebody switches the job", async () => {
    const change = { enabled: false, max_upload_records: 9000 };
    await emulated.context.upstream.write((client) => putJob(client, ref, change));
    await setJobEnabled(emulated.context, { ref, enabled: false });
    expect((await history()).versions[0]).toMatchObject({ n: 2, source: "outside" });
  });

  test("Cloudflare's mask is not written back as a secret", async () => {
    const masked = { destination_conf: "https://receiver.headgate.test/in?header_Authorization=Bearer%20%2A%2A%2A%2A" };
    await emulated.context.upstream.write((client) => putJob(client, ref, masked));
    await readJobDetail(emulated.context, ref);
    await replaceSecret("Bearer canary-third");
    await expect(restoreVersion(emulated.context, { ref, n: 2, seen: 3, isGone: false })).rejects.toMatchObject({
      error: { code: "E_UPSTREAM_REDACTED" },
    });
  });
});
