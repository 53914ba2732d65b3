import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACCOUNT_ID, type Api, apiOf, temporaryFolder, ZONE_ID } from "./test-kit.ts";

/**
 * What version 5 of Cloudflare's Terraform provider sends, against the stand-alone emulator. On an update the provider
 * writes every attribute that is not null, `dataset` too, and omits what the configuration drops.
 */
const folder = temporaryFolder();
let server: ChildProcess;
let api: Api;

beforeAll(async () => {
  const start = ["--conditions", "react-server", "--import", "tsx", "cli/headgate.ts", "emulator"];
  server = spawn(process.execPath, [...start, "--port", "0", "--data", folder.path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = server.stdout ? await once(server.stdout, "data") : [];
  const origin = /http:\/\/\S+?(?=\/client)/.exec(String(line))?.[0];
  api = apiOf(fetch, origin);
}, 60_000);

afterAll(async () => {
  server.kill("SIGTERM");
  await once(server, "exit");
  folder.remove();
});

const minimal = { dataset: "gateway_dns", destination_conf: "https://logs.example.com/in?header_X-Key=a%20b" };
const outputOptions = {
  "CVE-2021-44228": false,
  batch_prefix: "",
  batch_suffix: "",
  field_delimiter: ",",
  field_names: ["Datetime", "DstIP", "SrcIP"],
  output_type: "ndjson",
  record_delimiter: "",
  record_prefix: "{",
  record_suffix: "}\n",
  record_template: "",
  sample_rate: 1,
  timestamp_format: "unixnano",
};
const full = {
  ...minimal,
  enabled: true,
  name: "example.com",
  filter: '{"where":{"key":"QueryName","operator":"contains","value":"example"}}',
  frequency: "high",
  kind: "",
  max_upload_bytes: 5_000_000,
  max_upload_interval_seconds: 30,
  max_upload_records: 1000,
  output_options: outputOptions,
};

/** What a read of a job with nothing set decodes to: attributes that the provider would otherwise plan to add. */
const defaults = {
  enabled: false,
  frequency: "high",
  kind: "",
  name: "",
  filter: null,
  logpull_options: null,
  output_options: null,
  max_upload_bytes: null,
  max_upload_interval_seconds: null,
  max_upload_records: null,
  last_complete: null,
  last_error: null,
  error_message: null,
};

describe("the Terraform provider", () => {
  const jobs = `/accounts/${ACCOUNT_ID}/logpush/jobs`;
  const pathOf = (id: unknown) => `${jobs}/${String(id)}`;

  test("reads every attribute of a minimal job, so an import plans nothing", async () => {
    const { status, result } = await api("POST", jobs, minimal);
    expect(status).toBe(200);
    const expected = { id: expect.any(Number), ...minimal, ...defaults };
    expect(result).toEqual(expected);
    expect((await api("GET", pathOf(result.id))).result).toEqual(expected);
    const { body } = await api("GET", jobs);
    expect(body.result).toContainEqual(expected);
    expect((await api("DELETE", pathOf(result.id))).status).toBe(200);
    expect((await api("GET", pathOf(result.id))).status).toBe(404);
  });

  test.each([
    ["enables a minimal job", minimal, { ...minimal, enabled: true }],
    ["goes from a minimal job to a full one", minimal, full],
    ["saves a full job as it is", full, full],
    ["changes output options only", full, { ...full, output_options: { ...outputOptions, sample_rate: 0.5 } }],
    ["clears upload limits with 0", full, { ...full, max_upload_bytes: 0, max_upload_records: 0 }],
    ["clears the filter with an empty text", full, { ...full, filter: "" }],
    ["changes the frequency", full, { ...full, frequency: "low" }],
    ["moves the destination", full, { ...full, destination_conf: "https://logs.example.net/" }],
  ])("%s", async (_, before, after) => {
    const { id } = (await api("POST", jobs, before)).result;
    const put = await api("PUT", pathOf(id), after);
    expect(put).toMatchObject({ status: 200, result: { ...after, id } });
    expect((await api("GET", pathOf(id))).result).toEqual(put.result);
    await api("DELETE", pathOf(id));
  });

  test("keeps what an update omits", async () => {
    const { id } = (await api("POST", jobs, full)).result;
    const { filter, max_upload_bytes, output_options, ...kept } = full;
    expect(await api("PUT", pathOf(id), kept)).toMatchObject({
      status: 200,
      result: { ...full, filter, max_upload_bytes, output_options },
    });
    await api("DELETE", pathOf(id));
  });

  test.each([
    ["another dataset", { dataset: "audit_logs" }, "dataset cannot be changed"],
    ["another kind", { kind: "edge" }, "kind cannot be changed"],
    ["a name with a space", { name: "edge logs" }, /^invalid name/],
  ])("is refused %s", async (_, change, message) => {
    const { id } = (await api("POST", jobs, full)).result;
    const answer = await api("PUT", pathOf(id), { ...full, ...change });
    expect(answer).toMatchObject({ status: 400, code: 1002, message: expect.stringMatching(message) });
    expect((await api("GET", pathOf(id))).result).toMatchObject(full);
    await api("DELETE", pathOf(id));
  });

  test("updates a zone's http_requests job that was created without a dataset", async () => {
    const zone = `/zones/${ZONE_ID}/logpush/jobs`;
    const { id } = (await api("POST", zone, { destination_conf: minimal.destination_conf })).result;
    const whole = { ...minimal, dataset: "http_requests", enabled: false, frequency: "high", kind: "" };
    expect((await api("PUT", `${zone}/${String(id)}`, whole)).status).toBe(200);
    await api("DELETE", `${zone}/${String(id)}`);
  });
});
