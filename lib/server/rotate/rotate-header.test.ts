import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { createJob } from "../jobs/create-job.ts";
import { type Emulated, newValues, openEmulated } from "../testing/test-context.ts";
import { previewRotation, rotateJob } from "./rotate-header.ts";

let emulated: Emulated<Emulator>;
let ref: JobRef;
const header = { name: "authorization", value: "Bearer new/+= value" };
const path = "https://receiver.headgate.test";

beforeEach(async () => {
  emulated = openEmulated(createEmulator);
  ref = await createJob(emulated.context, newValues());
});
afterEach(() => emulated.close());

async function confOf(job: JobRef): Promise<string> {
  return (await emulated.read(job)).job.destination_conf ?? "";
}

/** The version of the job that a preview returns. */
async function versionOf(job: JobRef): Promise<string> {
  const [step] = await previewRotation(emulated.context, { header, refs: [job] });
  if (step?.kind !== "change") throw new Error(`Nothing to change: ${JSON.stringify(step)}`);
  return step.version;
}

describe("a preview", () => {
  test("shows by fingerprints what would change, changes nothing, and contains no value", async () => {
    const before = await confOf(ref);
    emulated.requests.length = 0;
    const steps = await previewRotation(emulated.context, { header, refs: [ref] });
    expect(steps).toEqual([
      {
        ref,
        kind: "change",
        version: expect.any(String),
        before: emulated.context.digests.fingerprint("Bearer canary-secret-value/+="),
        after: emulated.context.digests.fingerprint(header.value),
      },
    ]);
    expect(JSON.stringify(steps)).not.toMatch(/canary|new\//);
    expect(emulated.requests.filter((request) => !request.startsWith("GET"))).toEqual([]);
    expect(await confOf(ref)).toBe(before);
  });

  test.each([
    ["a job that is gone", { jobId: 999_999 }, header, "E_NOT_FOUND"],
    ["a header that the job does not have", {}, { ...header, name: "X-Other" }, "E_ROTATE_NO_HEADER"],
    ["a value that a header cannot contain", {}, { ...header, value: "a\nb" }, "E_DEST_CONTROL"],
    ["a mask", {}, { ...header, value: "••••••••" }, "E_MASK_VALUE"],
    ["a value that makes the destination too long", {}, { ...header, value: "x".repeat(4096) }, "E_DEST_TOO_LONG"],
  ])("reports what prevents it: %s", async (_title, changes, wrong, code) => {
    const steps = await previewRotation(emulated.context, { header: wrong, refs: [{ ...ref, ...changes }] });
    expect(steps).toMatchObject([{ kind: "problem", error: { code } }]);
  });
});

describe("a rotation", () => {
  test("replaces the value with one PUT and keeps every other byte", async () => {
    const version = await versionOf(ref);
    emulated.requests.length = 0;
    emulated.bodies.length = 0;
    expect(await rotateJob(emulated.context, { header, ref, version })).toBe("changed");
    expect(await confOf(ref)).toBe(
      `${path}/in?header_Authorization=Bearer%20new%2F%2B%3D%20value&tags=host:example.com,dataset:http_requests`,
    );
    expect(emulated.requests.filter((request) => request.startsWith("PUT"))).toHaveLength(1);
    expect(emulated.bodies).toEqual([{ destination_conf: await confOf(ref) }]);
    expect((await emulated.read(ref)).job.enabled).toBe(true);
  });

  test("sends nothing if the job already has the value", async () => {
    await rotateJob(emulated.context, { header, ref, version: await versionOf(ref) });
    expect(await previewRotation(emulated.context, { header, refs: [ref] })).toEqual([{ ref, kind: "same" }]);
  });

  test("finds that it is done when it is tried again after a lost answer", async () => {
    const version = await versionOf(ref);
    await rotateJob(emulated.context, { header, ref, version });
    expect(await rotateJob(emulated.context, { header, ref, version })).toBe("same");
  });

  test("skips a job that was changed since the preview", async () => {
    const version = await versionOf(ref);
    await rotateJob(emulated.context, { header: { ...header, value: "theirs" }, ref, version });
    await expect(rotateJob(emulated.context, { header, ref, version })).rejects.toMatchObject({
      error: { code: "E_CONFLICT" },
    });
    expect(await confOf(ref)).toContain("header_Authorization=theirs");
  });

  test("reports why the endpoint refuses it, without either value, and changes nothing", async () => {
    const version = await versionOf(ref);
    const before = await confOf(ref);
    emulated.emulator.receiver.setAnswer("unauthorized");
    const refusal = await rotateJob(emulated.context, { header, ref, version }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ error: { code: "E_DESTINATION_401" } });
    expect(JSON.stringify(refusal)).not.toMatch(/canary|new\//);
    expect(await confOf(ref)).toBe(before);
  });

  test.each([
    ["applied", "after", "changed"],
    ["not to be seen", "before", "E_UNKNOWN_OUTCOME"],
  ] as const)("whose answer is lost finds out by reading: %s", async (_title, at, expected) => {
    const version = await versionOf(ref);
    emulated.emulator.faults.add({ method: "PUT", times: 1, at, kind: "drop" });
    const outcome = await rotateJob(emulated.context, { header, ref, version }).catch((error) => error.error.code);
    expect(outcome).toBe(expected);
    expect((await confOf(ref)).includes("new%2F")).toBe(expected === "changed");
  });
});
