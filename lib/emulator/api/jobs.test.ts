import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createEmulator } from "../emulator.ts";
import { seedState } from "../state/seed.ts";
import { ACCOUNT_ID, apiOf, temporaryFolder, withEmulator, ZONE_ID, ZONE_JOBS } from "../test-kit.ts";

const OK = { destination_conf: "https://logs.example.com" };

describe("create refuses", () => {
  test.each([
    ["no destination", {}, /destination_conf is required/],
    ["an account dataset in a zone", { ...OK, dataset: "gateway_dns" }, /not available for a zone/],
    ["a dataset that does not exist", { ...OK, dataset: "nope" }, /unknown dataset "nope"/],
    ["an unknown field", { ...OK, output_options: { field_names: ["RayID", "Nope"] } }, /unknown field "Nope"/],
    ["an unknown field of logpull_options", { ...OK, logpull_options: "fields=RayID,Nope" }, /unknown field "Nope"/],
    ["a sample rate of 0", { ...OK, output_options: { sample_rate: 0 } }, /sample_rate/],
    ["a sample rate above 1", { ...OK, output_options: { sample_rate: 1.1 } }, /sample_rate/],
    ["an unknown timestamp format", { ...OK, output_options: { timestamp_format: "iso" } }, /timestamp_format/],
    ["an unknown output type", { ...OK, output_options: { output_type: "xml" } }, /output_type/],
    ["a template with a condition", { ...OK, output_options: { record_template: "{{if .RayID}}" } }, /record_template/],
    ["a text as a flag", { ...OK, output_options: { "CVE-2021-44228": "true" } }, /must be a boolean/],
    [
      "merging outside http_requests",
      { ...OK, dataset: "dns_logs", output_options: { merge_subrequests: true } },
      /merge/,
    ],
    ["too few bytes", { ...OK, max_upload_bytes: 4_999_999 }, /max_upload_bytes must be 0 or between 5000000/],
    ["too many bytes", { ...OK, max_upload_bytes: 1_000_000_001 }, /max_upload_bytes/],
    ["too few records", { ...OK, max_upload_records: 999 }, /max_upload_records/],
    ["a short interval", { ...OK, max_upload_interval_seconds: 29 }, /max_upload_interval_seconds/],
    ["a fraction", { ...OK, max_upload_records: 1000.5 }, /integer/],
    ["a number as text", { ...OK, max_upload_records: "1000" }, /integer/],
    ["a filter that is not JSON", { ...OK, filter: "{" }, /filter/],
    ["an unknown scheme", { destination_conf: "ftp://host/" }, /unsupported destination/],
    ["http", { destination_conf: "http://logs.example.com/" }, /unsupported destination/],
    ["a bucket without challenge", { destination_conf: "s3://fresh/x?region=eu-west-1" }, /ownership challenge/],
    ["an R2 bucket without keys", { destination_conf: "r2://bucket/x?account-id=1" }, /access-key-id/],
    ["a long name", { ...OK, name: "x".repeat(513) }, /name is longer/],
    ["a name with a space", { ...OK, name: "edge logs" }, /invalid name: must match \^\[a-zA-Z0-9._-\]\*\$/],
    ["a name with a letter outside ASCII", { ...OK, name: "müll" }, /invalid name/],
    ["a name that ends in a line break", { ...OK, name: "edge\n" }, /invalid name/],
    ["enabled as text", { ...OK, enabled: "yes" }, /enabled must be a boolean/],
    ["an unknown kind", { ...OK, kind: "instant-logs" }, /kind must be/],
    ["edge delivery of another dataset", { ...OK, dataset: "dns_logs", kind: "edge" }, /kind edge/],
    [
      "the attack filter elsewhere",
      { ...OK, dataset: "dns_logs", filter_attack_traffic: true },
      /filter_attack_traffic/,
    ],
    ["a transformer", { ...OK, transformer_id: 7 }, /transformer 7 not found for this account/],
    [
      "a transformer of another dataset",
      { ...OK, dataset: "dns_logs", transformer_id: 5001 },
      /transformer 5001 dataset "http_requests" does not match job dataset "dns_logs"/,
    ],
  ])("%s", async (_, body, message) => {
    await withEmulator(async ({ api, emulator }) => {
      const answer = await api("POST", ZONE_JOBS, body);
      expect(answer).toMatchObject({ status: 400, code: 1002, message: expect.stringMatching(message) });
      expect(answer.body).toMatchObject({ success: false, result: null, messages: [] });
      expect(emulator.receiver.list()).toEqual([]);
    });
  });

  test("a body that is not a JSON object", () =>
    withEmulator(async ({ api }) => {
      expect((await api("POST", ZONE_JOBS, [])).code).toBe(1001);
    }));

  test("more jobs than the quota", () =>
    withEmulator(
      async ({ api }) => {
        expect((await api("POST", ZONE_JOBS, OK)).status).toBe(200);
        const [one, two] = await Promise.all([api("POST", ZONE_JOBS, OK), api("POST", ZONE_JOBS, OK)]);
        expect([one.status, two.status].sort()).toEqual([200, 403]);
        const refused = one.status === 403 ? one : two;
        expect(refused.message).toBe(
          "creating a new job (for http_requests dataset) is not allowed: exceeded max jobs allowed",
        );
        expect(refused.code).toBe(1004);
      },
      { maxJobsPerScope: 4 },
    ));
});

describe("jobs", () => {
  test("get defaults, and are returned as they were sent", () =>
    withEmulator(async ({ api }) => {
      const { result } = await api("POST", ZONE_JOBS, OK);
      expect(result).toMatchObject({ id: 1101, dataset: "http_requests", name: "", kind: "", enabled: false });
      expect(result).toMatchObject({ last_complete: null, last_error: null, error_message: null });
      expect(result).toMatchObject({ frequency: "high", filter: null, logpull_options: null, output_options: null });
      expect(result).toMatchObject({ max_upload_bytes: null, max_upload_interval_seconds: null });

      const sent = {
        destination_conf: "https://a.example?header_A=%2f%20&&x=%C3%A9",
        name: "Letters.and_digits-09",
        frequency: "low",
        future_key: { nested: [1] },
        output_options: { field_names: ["RayID"], future_option: true },
      };
      expect((await api("POST", ZONE_JOBS, { ...sent, ownership_challenge: "secret" })).result).toEqual({
        ...result,
        ...sent,
        id: 1102,
      });
    }));

  test("an update merges top-level keys, replaces output_options whole and clears with null, 0 and the empty text", () =>
    withEmulator(async ({ api }) => {
      const job = {
        ...OK,
        name: "a",
        future_key: 1,
        max_upload_records: 1000,
        filter: "",
        output_options: { field_names: ["RayID"], sample_rate: 0.5 },
      };
      const { id } = (await api("POST", ZONE_JOBS, job)).result;
      const path = `${ZONE_JOBS}/${id}`;
      const put = async (body: object) => (await api("PUT", path, body)).result;
      expect(await put({ name: "b" })).toMatchObject({ ...job, name: "b" });
      expect((await put({ output_options: { field_names: ["ClientIP"] } })).output_options).toEqual({
        field_names: ["ClientIP"],
      });
      expect(await put({ max_upload_records: 0, name: null, output_options: null })).toMatchObject({
        max_upload_records: 0,
        name: null,
        output_options: null,
        future_key: 1,
      });
      expect(await put({ id: 5, last_error: "x", error_message: "y" })).toMatchObject({
        id,
        last_error: null,
        error_message: null,
      });
    }));

  test("an update accepts the job's own dataset, and refuses another one and a changed kind", () =>
    withEmulator(async ({ api }) => {
      const path = `${ZONE_JOBS}/1001`;
      for (const dataset of ["http_requests", null]) {
        expect(await api("PUT", path, { dataset })).toMatchObject({
          status: 200,
          result: { dataset: "http_requests" },
        });
      }
      for (const dataset of ["dns_logs", "", 7]) {
        expect(await api("PUT", path, { dataset })).toMatchObject({
          status: 400,
          message: "dataset cannot be changed",
        });
      }
      expect(await api("PUT", path, { kind: "edge" })).toMatchObject({
        status: 400,
        message: "kind cannot be changed",
      });
      expect((await api("PUT", path, { kind: "", name: "x" })).status).toBe(200);
      expect((await api("PUT", path, { max_upload_bytes: 1 })).status).toBe(400);
      expect((await api("PUT", path, { destination_conf: "s3://other/?region=x" })).message).toMatch(/ownership/);
    }));

  test("a stored name outside the pattern stays until it is changed", async () => {
    const folder = temporaryFolder();
    const name = "Edge logs (prod)";
    const first = createEmulator({ dataDir: folder.path });
    await first.stop();
    const file = join(folder.path, "emulator-state.json");
    const seeded = JSON.stringify(seedState(Date.now())).replace('"burrito-requests"', JSON.stringify(name));
    writeFileSync(file, seeded);
    const emulator = createEmulator({ dataDir: folder.path });
    const api = apiOf((request) => emulator.fetch(request));
    const path = `${ZONE_JOBS}/1001`;
    try {
      expect(await api("PUT", path, { enabled: false })).toMatchObject({ status: 200, result: { name } });
      expect(await api("PUT", path, { name, enabled: true })).toMatchObject({ status: 200, result: { name } });
      expect((await api("PUT", path, { name: `${name}!` })).message).toMatch(/invalid name/);
      expect((await api("PUT", path, { name: "Edge-logs-prod" })).status).toBe(200);
      expect((await api("PUT", path, { name })).message).toMatch(/invalid name/);
    } finally {
      await emulator.stop();
      folder.remove();
    }
  });

  test("are found whatever precedes /client/v4", () =>
    withEmulator(async ({ emulator }) => {
      const below = apiOf((request) => emulator.fetch(request), "https://host.example/emulator");
      expect((await below("GET", ZONE_JOBS)).body.result).toHaveLength(2);
    }));

  test("belong to one scope", () =>
    withEmulator(async ({ api }) => {
      expect(await api("GET", `/accounts/${ACCOUNT_ID}/logpush/jobs/1001`)).toMatchObject({ status: 404 });
      expect(await api("GET", `${ZONE_JOBS}/999999`)).toMatchObject({ status: 404 });
      expect(await api("GET", `${ZONE_JOBS}/abc`)).toMatchObject({ status: 400, code: 7003 });
      expect(await api("GET", `/zones/${"0".repeat(32)}/logpush/jobs`)).toMatchObject({ status: 403, code: 9109 });
      expect(await api("GET", `/zones/${ZONE_ID.toUpperCase()}/logpush/jobs`)).toMatchObject({
        status: 400,
        code: 7003,
      });
      expect(await api("PATCH", `${ZONE_JOBS}/1001`, {})).toMatchObject({ status: 404, code: 7000 });
      expect(await api("GET", `/accounts/${ACCOUNT_ID}/logpush/edge/jobs`)).toMatchObject({ status: 404, code: 7000 });
    }));

  test("a free zone has no Bot Management fields, in an update either", () =>
    withEmulator(async ({ api }) => {
      const jobs = "/zones/933379b02c03f6f2cde134d5281af5ef/logpush/jobs";
      const { id } = (await api("POST", jobs, OK)).result;
      const bots = { output_options: { field_names: ["BotScore"] } };
      expect(await api("PUT", `${jobs}/${id}`, bots)).toMatchObject({ status: 403, code: 1004 });
      expect((await api("PUT", `${jobs}/${id}`, { output_options: { field_names: ["RayID"] } })).status).toBe(200);
    }));

  test("two jobs can share a destination, and exists finds it in its scope", () =>
    withEmulator(async ({ api }) => {
      const exists = `/zones/${ZONE_ID}/logpush/validate/destination/exists`;
      expect((await api("POST", exists, OK)).result).toEqual({ exists: false });
      await api("POST", ZONE_JOBS, OK);
      expect((await api("POST", ZONE_JOBS, OK)).status).toBe(200);
      expect((await api("POST", exists, OK)).result).toEqual({ exists: true });
    }));

  test("validation reports failure in the result, not by status", () =>
    withEmulator(async ({ api }) => {
      const base = `/zones/${ZONE_ID}/logpush`;
      const bad = { destination_conf: "https://logs.example.com/#x" };
      expect(await api("POST", `${base}/validate/destination`, bad)).toMatchObject({
        status: 200,
        result: { valid: false },
      });
      expect(await api("POST", `${base}/ownership`, OK)).toMatchObject({
        status: 200,
        result: { valid: false, filename: "" },
      });
      const origin = await api("POST", `${base}/validate/origin`, {
        logpull_options: "fields=Nope",
        dataset: "http_requests",
      });
      expect(origin).toMatchObject({ status: 200, result: { valid: false, message: expect.stringMatching(/Nope/) } });
    }));

  test("the default fields of http_requests are the documented nine", () =>
    withEmulator(async ({ api }) => {
      const { result } = await api("GET", `/zones/${ZONE_ID}/logpush/datasets/http_requests/fields/default`);
      expect(Object.keys(result)).toHaveLength(9);
      expect((await api("GET", `/zones/${ZONE_ID}/logpush/datasets/http_requests/fields`)).result).toHaveProperty(
        "BotScore",
      );
      expect((await api("GET", `/zones/${ZONE_ID}/logpush/datasets/gateway_dns/fields`)).status).toBe(400);
    }));
});
