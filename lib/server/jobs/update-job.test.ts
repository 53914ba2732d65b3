import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { putJob } from "#lib/cloudflare/jobs.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { jobFormSchema } from "#lib/logpush/job/check-form.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { contextOf, type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { createJob } from "./create-job.ts";
import { readJobDetail } from "./read-job.ts";
import { updateJob } from "./update-job.ts";

const burrito: JobRef = { scopeKind: "zones", scopeId: zoneId, jobId: 1001 };
const edgeLogs: JobRef = { scopeKind: "zones", scopeId: "e23b50aec07b72b655145c63662d0c32", jobId: 1003 };
const archiveS3: JobRef = { scopeKind: "zones", scopeId: "5aced40731bca7fa9d452ff787e52860", jobId: 1009 };
let emulated: Emulated<Emulator>;

beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

async function edit(ref: JobRef, change: (values: JobFormValues) => JobFormValues): Promise<JobRef> {
  const { values, versions } = await readJobDetail(emulated.context, ref);
  return updateJob(emulated.context, { ref, versions, values: jobFormSchema.parse(change(values)) });
}

function putBodies(): unknown[] {
  return emulated.requests.some((request) => request.startsWith("PUT")) ? emulated.bodies : [];
}

describe("saving an edit", () => {
  test("sends only the changed attributes", async () => {
    await edit(burrito, (values) => ({ ...values, name: "renamed" }));
    expect(putBodies()).toEqual([{ name: "renamed" }]);
  });

  test("keeps the destination byte for byte when every value is kept", async () => {
    const before = (await emulated.read(burrito)).job.destination_conf;
    await edit(burrito, (values) => ({ ...values, name: "renamed" }));
    expect((await emulated.read(burrito)).job.destination_conf).toBe(before);
  });

  test("splices a replaced value between kept ones", async () => {
    await edit(burrito, (values) => ({
      ...values,
      query: [
        ...values.query.map((row) =>
          row.kind === "header" ? { ...row, value: "Bearer new/key", isReplaced: true } : row,
        ),
        { kind: "header", name: "X-Extra", value: "1" },
      ],
    }));
    expect((await emulated.read(burrito)).job.destination_conf).toBe(
      "https://receiver.headgate.test/seed/ok?header_Authorization=Bearer%20new%2Fkey&tags=host:theburritobot.com,dataset:http_requests&header_X-Extra=1",
    );
  });

  test("writes kept values in their new order, and leaves out the disabled one", async () => {
    await edit(burrito, (values) => ({ ...values, query: values.query.toReversed() }));
    const moved = (await emulated.read(burrito)).job.destination_conf ?? "";
    expect(moved).toMatch(/ok\?tags=host:theburritobot\.com,dataset:http_requests&header_Authorization=/);
    await edit(burrito, (values) => ({
      ...values,
      query: values.query.map((row) => (row.kind === "header" ? { ...row, isOff: true } : row)),
    }));
    expect((await emulated.read(burrito)).job.destination_conf).toBe(
      "https://receiver.headgate.test/seed/ok?tags=host:theburritobot.com,dataset:http_requests",
    );
  });

  test("an error is reported at its row, even after a disabled one", async () => {
    const change = (values: JobFormValues): JobFormValues => ({
      ...values,
      query: [
        { kind: "header", name: "X-Off", value: "", isOff: true },
        ...values.query,
        { kind: "header", name: "authorization", value: "x" },
      ],
    });
    const { values, versions } = await readJobDetail(emulated.context, burrito);
    const failed = updateJob(emulated.context, { ref: burrito, versions, values: change(values) });
    await expect(failed).rejects.toMatchObject({ error: { fieldErrors: { "query.3.name": expect.any(String) } } });
  });

  test("merges output_options and keeps unknown attributes", async () => {
    const unknown = { filter_attack_traffic: true, output_options: { field_names: ["RayID"], output_type: "csv" } };
    await emulated.context.upstream.write((client) => putJob(client, burrito, unknown));
    await edit(burrito, (values) => ({ ...values, timestampFormat: "unix", maxUploadRecords: "" }));
    expect((await emulated.read(burrito)).raw).toMatchObject({
      filter_attack_traffic: true,
      output_options: { field_names: ["RayID"], output_type: "csv", timestamp_format: "unix" },
    });
    expect(putBodies().at(-1)).toMatchObject({ max_upload_records: null });
  });

  test("an unchanged form gets the error that there is nothing to save", async () => {
    await expect(edit(burrito, (values) => values)).rejects.toMatchObject({ error: { code: "E_NO_CHANGE" } });
    expect(putBodies()).toEqual([]);
  });

  test("a job that was changed elsewhere is not saved", async () => {
    const { values, versions } = await readJobDetail(emulated.context, burrito);
    await emulated.context.upstream.write((client) => putJob(client, burrito, { name: "other", max_upload_bytes: 0 }));
    const sent = emulated.requests.length;
    const failed = updateJob(emulated.context, { ref: burrito, versions, values: { ...values, name: "mine" } });
    await expect(failed).rejects.toMatchObject({
      error: { code: "E_CONFLICT", message: expect.stringContaining("name, max_upload_bytes") },
    });
    expect(emulated.requests.slice(sent).every((request) => request.startsWith("GET"))).toBe(true);
  });

  test("another scheme's destination is kept while other attributes change", async () => {
    await edit(archiveS3, (values) => ({ ...values, name: "archive" }));
    expect(putBodies()).toEqual([{ name: "archive" }]);
  });

  test("another scheme's destination can be replaced whole", async () => {
    const { destinationMode, isEndpointKept, endpoint, query } = newValues();
    await edit(archiveS3, (values) => ({ ...values, destinationMode, isEndpointKept, endpoint, query }));
    expect((await emulated.read(archiveS3)).job.destination_conf).toMatch(/^https:\/\/receiver\.headgate\.test\/in\?/);
  });

  test("an HTTPS destination can be replaced whole", async () => {
    const query = [{ kind: "header" as const, name: "A", value: "b c" }];
    const endpoint = "https://receiver.headgate.test/new";
    await edit(burrito, (values) => ({ ...values, isEndpointKept: false, endpoint, query }));
    expect((await emulated.read(burrito)).job.destination_conf).toBe(
      "https://receiver.headgate.test/new?header_A=b%20c",
    );
  });

  test("a row that points nowhere, or at another pair, is refused", async () => {
    for (const row of [{ saved: 9 }, { name: "X-Renamed" }]) {
      const failed = edit(burrito, (values) => ({
        ...values,
        query: values.query.map((item) => (item.kind === "header" ? { ...item, ...row } : item)),
      }));
      await expect(failed).rejects.toMatchObject({ error: { code: "E_SAVED_GONE", at: "query.0.value" } });
    }
    expect(putBodies()).toEqual([]);
  });

  test("values that Cloudflare masked are not written back", async () => {
    const ref = await createJob(
      emulated.context,
      newValues({ query: [{ kind: "header", name: "Authorization", value: "Bearer ****" }] }),
    );
    const failed = edit(ref, (values) => ({
      ...values,
      query: [...values.query, { kind: "header", name: "X-Extra", value: "1" }],
    }));
    await expect(failed).rejects.toMatchObject({ error: { code: "E_UPSTREAM_REDACTED" } });
  });

  test("a refusal leaves the job as it was, and its message contains no stored value", async () => {
    const failed = edit(edgeLogs, (values) => ({ ...values, name: "renamed" }));
    await expect(failed).rejects.toMatchObject({ error: { code: "E_DESTINATION_5XX" } });
    expect(JSON.stringify(await failed.catch((thrown: unknown) => thrown))).not.toContain("FAKE-SEED");
    expect((await emulated.read(edgeLogs)).job.name).toBe("edge-logs");
  });

  test("an answer that is lost after the change counts as saved", async () => {
    emulated.emulator.faults.add({ at: "after", kind: "drop", method: "PUT" });
    await edit(burrito, (values) => ({ ...values, name: "renamed", maxUploadBytes: "" }));
    expect((await emulated.read(burrito)).job.name).toBe("renamed");
    expect(emulated.requests.filter((request) => request.startsWith("PUT"))).toHaveLength(1);
  });

  test.each([
    ["a connection that broke off", { kind: "drop" }, "E_UNKNOWN_OUTCOME"],
    ["a gateway that did not wait", { kind: "status", status: 504 }, "E_UNKNOWN_OUTCOME"],
    ["Cloudflare's own timeout", { kind: "status", status: 524 }, "E_UNKNOWN_OUTCOME"],
    ["an error of the API", { kind: "status", status: 500 }, "E_NOT_APPLIED"],
  ] as const)(
    "if the change is missing after %s, the error says whether it may still happen",
    async (_title, fault, code) => {
      emulated.emulator.faults.add({ at: "before", method: "PUT", ...fault });
      const failed = edit(burrito, (values) => ({ ...values, name: "renamed" }));
      await expect(failed).rejects.toMatchObject({ error: { code } });
      expect(emulated.requests.filter((request) => request.startsWith("PUT"))).toHaveLength(1);
    },
  );

  test("of two parallel saves the second is refused, and nothing of the first is lost", async () => {
    const { values, versions } = await readJobDetail(emulated.context, burrito);
    const save = (changes: Partial<JobFormValues>) =>
      updateJob(emulated.context, { ref: burrito, versions, values: { ...values, ...changes } }).then(
        () => "saved",
        (error) => error.error.code,
      );
    emulated.emulator.faults.add({ at: "before", method: "PUT", kind: "delay", delayMs: 50, times: 1 });
    expect(await Promise.all([save({ timestampFormat: "unix" }), save({ sampleRate: "0.5" })])).toEqual([
      "saved",
      "E_CONFLICT",
    ]);
    expect((await emulated.read(burrito)).raw.output_options).toMatchObject({ timestamp_format: "unix" });
  });

  test("an unreadable job after a lost answer leaves the outcome unknown", async () => {
    const { values, versions } = await readJobDetail(emulated.context, burrito);
    const { context } = contextOf(async (input, init) => {
      if (init?.method !== "PUT") return emulated.emulator.fetch(new Request(input, init));
      emulated.emulator.faults.add({ at: "before", kind: "status", status: 503 });
      throw new TypeError("fetch failed");
    });
    const failed = updateJob(context, { ref: burrito, versions, values: { ...values, name: "renamed" } });
    await expect(failed).rejects.toMatchObject({ error: { code: "E_UNKNOWN_OUTCOME" } });
  });
});
