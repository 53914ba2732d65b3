import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { createJob } from "./create-job.ts";
import { contextOf, type Emulated, newValues, openEmulated, zoneId } from "./test-context.ts";

const jobsPath = `/zones/${zoneId}/logpush/jobs`;
let emulated: Emulated<Emulator>;

beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

function posts(): string[] {
  return emulated.requests.filter((request) => request.startsWith("POST"));
}

describe("creating a job", () => {
  test("sends one POST and gives the new job's reference", async () => {
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

  test("not executed and no answer: said so, and nothing was made", async () => {
    emulated.emulator.faults.add({ at: "before", kind: "drop", method: "POST" });
    await expect(createJob(emulated.context, newValues())).rejects.toMatchObject({ error: { code: "E_NOT_CREATED" } });
    expect(posts()).toHaveLength(1);
  });

  test("no answer and no list afterwards: the outcome is said to be unknown", async () => {
    const { context } = contextOf(async (input, init) => {
      const answer = await emulated.emulator.fetch(new Request(input, init));
      if (init?.method !== "POST") return answer;
      emulated.emulator.faults.add({ at: "before", kind: "status", status: 503, pathIncludes: "/logpush/" });
      throw new TypeError("fetch failed");
    });
    await expect(createJob(context, newValues())).rejects.toMatchObject({ error: { code: "E_UNKNOWN_OUTCOME" } });
  });

  test("two new jobs match: nobody guesses", async () => {
    const { context } = contextOf(async (input, init) => {
      const answer = await emulated.emulator.fetch(new Request(input, init));
      if (init?.method !== "POST") return answer;
      await emulated.emulator.fetch(new Request(input, init));
      throw new TypeError("fetch failed");
    });
    await expect(createJob(context, newValues())).rejects.toMatchObject({ error: { code: "E_AMBIGUOUS" } });
  });

  test("a refused destination is told in words, without its values", async () => {
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
    ["a kept destination", { destinationMode: "keep" }],
    ["a kept endpoint", { isEndpointKept: true }],
    ["a saved row", { query: [{ kind: "header", name: "A", value: "", saved: 0 }] }],
  ] as const)("%s belongs to no new job", async (_title, changes) => {
    const values = newValues({ ...changes, query: "query" in changes ? [...changes.query] : [] });
    await expect(createJob(emulated.context, values)).rejects.toMatchObject({ error: { code: "E_SAVED_GONE" } });
    expect(emulated.requests).toEqual([]);
  });
});
