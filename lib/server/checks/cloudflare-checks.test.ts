import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { Caller } from "../base/caller.ts";
import { createJob } from "../jobs/create-job.ts";
import { readJobDetail } from "../jobs/read-job.ts";
import { contextOf, type Emulated, newValues, openEmulated } from "../testing/test-context.ts";
import { checkDestination, checkFields } from "./cloudflare-checks.ts";

let emulated: Emulated<Emulator>;

beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

describe("Cloudflare's check of the destination", () => {
  test("passes if the endpoint accepts the test request, and creates no job", async () => {
    expect(await checkDestination(emulated.context, { values: newValues() })).toMatchObject({ outcome: "pass" });
    expect(
      emulated.requests.filter((line) => line.startsWith("POST")).map((line) => line.split("/logpush/")[1]),
    ).toEqual(["validate/destination"]);
  });

  test("an answer of 200 that says no is a failure with its cause", async () => {
    const values = newValues({ endpoint: "https://receiver.headgate.test/415" });
    const checked = await checkDestination(emulated.context, { values });
    expect(checked).toMatchObject({ outcome: "fail", error: { code: "E_DESTINATION_415" } });
    expect(JSON.stringify(checked)).not.toContain("canary");
  });

  test("sends saved values to another endpoint only for admins", async () => {
    const ref = await createJob(emulated.context, newValues());
    const { values } = await readJobDetail(emulated.context, ref);
    const check = (role: Caller["role"], endpoint: string) => {
      emulated.bodies.length = 0;
      const context = { ...emulated.context, caller: { ...emulated.context.caller, role } };
      const isEndpointKept = endpoint === values.endpoint && values.isEndpointKept;
      return checkDestination(context, { ref, values: { ...values, endpoint, isEndpointKept } });
    };
    const elsewhere = "https://receiver.headgate.test/elsewhere";
    await expect(check("operator", elsewhere)).rejects.toMatchObject({ error: { code: "E_ROLE" } });
    expect(emulated.bodies).toEqual([]);
    expect(await check("operator", values.endpoint)).toMatchObject({ outcome: "pass" });
    expect(await check("admin", elsewhere)).toMatchObject({ outcome: "pass" });
    const typed = { ...values, endpoint: elsewhere, isEndpointKept: false, query: [] };
    const operator = { ...emulated.context, caller: { ...emulated.context.caller, role: "operator" as const } };
    expect(await checkDestination(operator, { ref, values: typed })).toMatchObject({ outcome: "pass" });
  });

  test("an unknown text is shown unchanged", async () => {
    const { context } = contextOf(async () =>
      Response.json({ success: true, errors: [], messages: [], result: { valid: false, message: "odd reason 42" } }),
    );
    const checked = await checkDestination(context, { values: newValues() });
    expect(checked).toMatchObject({ outcome: "fail", error: { code: "E_UPSTREAM_REFUSED" } });
    expect(JSON.stringify(checked)).toContain("odd reason 42");
  });

  test("is sent once, also when Cloudflare fails", async () => {
    const { context, requests } = contextOf(async () => new Response("{}", { status: 503 }));
    expect(await checkDestination(context, { values: newValues() })).toMatchObject({ outcome: "fail" });
    expect(requests).toHaveLength(1);
  });
});

describe("Cloudflare's check of the fields", () => {
  test("passes with the fields and options as logpull_options", async () => {
    const checked = await checkFields(emulated.context, { values: newValues({ sampleRate: "0.5" }) });
    expect(checked).toMatchObject({ outcome: "pass", lacking: [] });
    expect(emulated.bodies.at(-1)).toEqual({
      dataset: "http_requests",
      logpull_options: "fields=RayID,EdgeStartTimestamp&timestamps=rfc3339&sample=0.5",
    });
  });

  test("names the fields that the zone does not have", async () => {
    const checked = await checkFields(emulated.context, {
      values: newValues({ fieldNames: ["RayID", "NoSuchField"] }),
    });
    expect(checked).toMatchObject({ outcome: "fail", lacking: ["NoSuchField"] });
  });
});
