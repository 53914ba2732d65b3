import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { contextOf, type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { createJob } from "./create-job.ts";

const accountId = "9495f78c4f619da2c1ea2fb6b11d8eae";
const jobsPath = `/zones/${zoneId}/logpush/jobs`;
let emulated: Emulated<Emulator>;

beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

function posts(): string[] {
  return emulated.requests.filter((request) => request.startsWith("POST"));
}

/** A service that stores the destination as `respell` writes it, and whose answers to a POST are lost. */
function rewriting(respell: (conf: string) => string) {
  return contextOf(async (input, init) => {
    if (init?.method !== "POST") return emulated.emulator.fetch(new Request(input, init));
    const body = JSON.parse(String(init.body));
    const stored = JSON.stringify({ ...body, destination_conf: respell(body.destination_conf) });
    await emulated.emulator.fetch(new Request(input, { ...init, body: stored }));
    throw new TypeError("fetch failed");
  });
}

describe("creating a job", () => {
  test("sends one POST and returns the new job's reference", async () => {
    const ref = await createJob(emulated.context, newValues());
    expect(posts()).toEqual([`POST ${jobsPath}`]);
    const { job } = await emulated.read(ref);
    expect(job).toMatchObject({
      dataset: "http_requests",
      enabled: true,
      destination_conf:
        "https://receiver.headgate.test/in?header_Authorization=Bearer%20canary-secret-value%2F%2B%3D&tags=host:example.com,dataset:http_requests",
    });
  });

  test.each([
    ["executed, answer dropped", { at: "after", kind: "drop" }],
    ["executed, answered 500", { at: "after", kind: "status", status: 500 }],
    ["executed, answered by a page of HTML", { at: "after", kind: "html", status: 520 }],
    ["executed, answer cut off", { at: "after", kind: "malformed" }],
  ] as const)("%s: exactly one job, and it is adopted", async (_title, fault) => {
    emulated.emulator.faults.add({ ...fault, method: "POST", times: 1 });
    const ref = await createJob(emulated.context, newValues({ name: "adopted" }));
    expect((await emulated.read(ref)).job.name).toBe("adopted");
    expect(posts()).toHaveLength(1);
  });

  test("not executed and no answer: the error says that nothing was created", async () => {
    emulated.emulator.faults.add({ at: "before", kind: "drop", method: "POST" });
    await expect(createJob(emulated.context, newValues())).rejects.toMatchObject({
      error: { code: "E_UNKNOWN_OUTCOME" },
    });
    expect(posts()).toHaveLength(1);
  });

  test("a timeout proves nothing: a job that does not exist yet may still appear", async () => {
    const { context } = contextOf(async (input, init) => {
      if (init?.method === "POST") throw Object.assign(new Error("aborted"), { name: "AbortError" });
      return emulated.emulator.fetch(new Request(input, init));
    });
    await expect(createJob(context, newValues())).rejects.toMatchObject({ error: { code: "E_UNKNOWN_OUTCOME" } });
  });

  test.each([504, 524])("answer %i is a timeout of Cloudflare", async (status) => {
    emulated.emulator.faults.add({ at: "before", kind: "status", status, method: "POST" });
    await expect(createJob(emulated.context, newValues())).rejects.toMatchObject({
      error: { code: "E_UNKNOWN_OUTCOME", message: expect.stringContaining("creating the job"), upstream: { status } },
    });
  });

  test("a new job whose destination is spelled differently is recognized", async () => {
    const { context } = rewriting((conf) => conf.replaceAll("%2F", "/").replace("%3D", "="));
    const ref = await createJob(context, newValues({ name: "respelled" }));
    const { job } = await emulated.read(ref);
    expect(job).toMatchObject({ name: "respelled", destination_conf: expect.stringContaining("value/%2B=") });
  });

  test("a new job of this name with another destination may be this one, so the outcome is unknown", async () => {
    const { context } = rewriting((conf) => conf.replace("/in?", "/in/?"));
    await expect(createJob(context, newValues({ name: "elsewhere" }))).rejects.toMatchObject({
      error: { code: "E_AMBIGUOUS" },
    });
  });

  test("no answer and no list afterwards: the outcome is unknown", async () => {
    const { context } = contextOf(async (input, init) => {
      const answer = await emulated.emulator.fetch(new Request(input, init));
      if (init?.method !== "POST") return answer;
      emulated.emulator.faults.add({ at: "before", kind: "status", status: 503, pathIncludes: "/logpush/" });
      throw new TypeError("fetch failed");
    });
    await expect(createJob(context, newValues())).rejects.toMatchObject({ error: { code: "E_UNKNOWN_OUTCOME" } });
  });

  test("two new jobs match: the outcome is ambiguous", async () => {
    const { context } = contextOf(async (input, init) => {
      const answer = await emulated.emulator.fetch(new Request(input, init));
      if (init?.method !== "POST") return answer;
      await emulated.emulator.fetch(new Request(input, init));
      throw new TypeError("fetch failed");
    });
    await expect(createJob(context, newValues())).rejects.toMatchObject({ error: { code: "E_AMBIGUOUS" } });
  });

  test("a refused destination is explained without its values", async () => {
    const values = newValues({ endpoint: "https://receiver.headgate.test/401" });
    const failed = createJob(emulated.context, values);
    await expect(failed).rejects.toMatchObject({ error: { code: "E_DESTINATION_401", upstream: { status: 400 } } });
    const error = await failed.catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error)).not.toContain("canary");
  });

  test("a scope that the credential does not see is refused before anything is sent", async () => {
    const values = newValues({ scope: `zones/${"0".repeat(32)}` });
    await expect(createJob(emulated.context, values)).rejects.toMatchObject({ error: { code: "E_SCOPE_GONE" } });
    expect(posts()).toEqual([]);
  });

  test.each([
    ["an account's dataset in a zone", `zones/${zoneId}`, "audit_logs_v2"],
    ["a zone's dataset in an account", `accounts/${accountId}`, "http_requests"],
  ])("%s is refused before anything is sent", async (_title, scope, dataset) => {
    await expect(createJob(emulated.context, newValues({ scope, dataset }))).rejects.toMatchObject({
      error: { code: "E_DATASET_SCOPE", at: "dataset", message: expect.stringContaining(dataset) },
    });
    expect(emulated.requests).toEqual([]);
  });

  test("Cloudflare decides about a dataset that Headgate does not know", async () => {
    const failed = createJob(emulated.context, newValues({ dataset: "brand_new" }));
    await expect(failed).rejects.not.toMatchObject({ error: { code: "E_DATASET_SCOPE" } });
    expect(posts()).toHaveLength(1);
  });

  test.each([
    ["a kept destination", { destinationMode: "keep" }],
    ["a kept endpoint", { isEndpointKept: true }],
    ["a saved row", { query: [{ kind: "header", name: "A", value: "", saved: 0 }] }],
  ] as const)("%s belongs to no new job", async (_title, changes) => {
    const values = newValues({ ...changes, query: "query" in changes ? [...changes.query] : [] });
    await expect(createJob(emulated.context, values)).rejects.toMatchObject({ error: { code: "E_SAVED_GONE" } });
    expect(emulated.requests).toEqual([]);
  });
});
