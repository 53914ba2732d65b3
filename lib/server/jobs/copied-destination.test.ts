import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { putJob, removeJob } from "#lib/cloudflare/jobs.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { jobFormSchema } from "#lib/logpush/job/check-form.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { copyValues } from "#lib/logpush/job/job-copy.ts";
import { readFormDestination } from "../checks/form-destination.ts";
import { type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { createJob } from "./create-job.ts";
import { readJobDetail } from "./read-job.ts";

const archiveS3: JobRef = { scopeKind: "zones", scopeId: "5aced40731bca7fa9d452ff787e52860", jobId: 1009 };
const canary = "canary-secret-value/+=";
let emulated: Emulated<Emulator>;
let source: JobRef;

beforeEach(async () => {
  emulated = openEmulated(createEmulator);
  source = await createJob(emulated.context, newValues({ name: "source" }));
});
afterEach(() => emulated.close());

/** What the new form starts with, as it goes through the browser and its schema. */
async function copyOf(ref: JobRef, change: Partial<JobFormValues> = {}): Promise<JobFormValues> {
  const { values, summary } = await readJobDetail(emulated.context, ref);
  const copy = copyValues(values, { ...ref, fingerprint: summary.destination.fingerprint });
  expect(JSON.stringify(copy)).not.toContain("canary");
  return jobFormSchema.parse({ ...copy, ...change });
}

describe("a copy of a job", () => {
  test("has its destination byte for byte, which the browser never had", async () => {
    const ref = await createJob(emulated.context, await copyOf(source));
    expect(ref.jobId).not.toBe(source.jobId);
    const [made, before] = [await emulated.read(ref), await emulated.read(source)];
    expect(made.job.destination_conf).toBe(before.job.destination_conf);
    expect(made.job.destination_conf).toContain(encodeURIComponent(canary));
    expect(made.job.name).toBe("source-copy");
  });

  test("can replace, remove and add values, and belong to another zone", async () => {
    const { query } = await copyOf(source);
    const values = await copyOf(source, {
      scope: "zones/e23b50aec07b72b655145c63662d0c32",
      endpoint: "https://receiver.headgate.test/other",
      isEndpointKept: false,
      query: [...query.filter(({ kind }) => kind === "header"), { kind: "header", name: "X-New", value: "1" }],
    });
    const ref = await createJob(emulated.context, values);
    expect(ref.scopeId).toBe("e23b50aec07b72b655145c63662d0c32");
    expect((await emulated.read(ref)).job.destination_conf).toBe(
      "https://receiver.headgate.test/other?header_Authorization=Bearer%20canary-secret-value%2F%2B%3D&header_X-New=1",
    );
  });

  test("of another scheme keeps the whole destination", async () => {
    const { values, summary } = await readJobDetail(emulated.context, archiveS3);
    const copy = copyValues(values, { ...archiveS3, fingerprint: summary.destination.fingerprint });
    expect(await readFormDestination(emulated.context, { values: copy })).toMatchObject({
      conf: (await emulated.read(archiveS3)).job.destination_conf,
    });
  });

  test("is tested with the values that it keeps", async () => {
    const { conf } = await readFormDestination(emulated.context, { values: await copyOf(source) });
    expect(conf).toBe((await emulated.read(source)).job.destination_conf);
  });

  test("needs no source once every value is typed", async () => {
    const values = await copyOf(source);
    await emulated.context.upstream.write((client) => removeJob(client, source));
    const own = { ...newValues({ name: "own" }), copyOf: values.copyOf };
    expect((await emulated.read(await createJob(emulated.context, own))).job.name).toBe("own");
  });
});

describe("a copy is refused, and nothing is created,", () => {
  const posts = () => emulated.requests.filter((request) => request.startsWith("POST")).length;

  test("when its source is gone", async () => {
    const values = await copyOf(source);
    await emulated.context.upstream.write((client) => removeJob(client, source));
    await expectRefusal(values, "E_COPY_GONE");
  });

  test("when its source is out of sight", async () => {
    const values = await copyOf(source);
    const elsewhere = { ...values, copyOf: values.copyOf && { ...values.copyOf, scopeId: "f".repeat(32) } };
    await expectRefusal(elsewhere, "E_COPY_GONE");
    const invalid = { ...values, copyOf: values.copyOf && { ...values.copyOf, scopeId: "../x" } };
    await expectRefusal(invalid, "E_COPY_GONE");
  });

  test("when the source's destination is another one by now", async () => {
    const values = await copyOf(source);
    const body = { destination_conf: "https://receiver.headgate.test/in?header_Authorization=Bearer%20canary-other" };
    await emulated.context.upstream.write((client) => putJob(client, source, body));
    await expectRefusal(values, "E_COPY_CHANGED");
  });

  test("when it keeps values of a place that the source does not have", async () => {
    const { query } = await copyOf(source);
    const [first] = query;
    if (!first) throw new Error("There is no row.");
    await expectRefusal(await copyOf(source, { query: [{ ...first, name: "X-Other" }] }), "E_SAVED_GONE");
  });

  test("when values claim to be kept without a source", async () => {
    const { copyOf: _, ...values } = await copyOf(source);
    await expectRefusal(values, "E_SAVED_GONE");
  });

  async function expectRefusal(values: JobFormValues, code: string) {
    const before = posts();
    const thrown = await createJob(emulated.context, values).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ error: { code } });
    expect(JSON.stringify(thrown)).not.toContain("canary");
    expect(posts()).toBe(before);
  }
});

test("the place of a copy is not its source's: the zone is the form's", async () => {
  const { scope } = await copyOf(source);
  expect(scope).toBe(`zones/${zoneId}`);
});
