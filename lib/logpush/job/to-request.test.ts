import { describe, expect, test } from "vitest";
import { parseHttpDestination } from "../destination/http.ts";
import { redactDestination } from "../destination/redact.ts";
import { exampleConf, exampleValues, header } from "../testing/form-values.ts";
import type { StoredJob } from "../views.ts";
import type { JobFormValues } from "./form-schema.ts";
import { formValuesOf } from "./from-wire.ts";
import { asJsonObject } from "./job.ts";
import { toCreateBody, toUpdateBody } from "./to-request.ts";
import { type WireJob, wireJobSchema } from "./wire-schema.ts";

const exampleBody = {
  name: "theburritobot.com-https",
  output_options: { field_names: ["RayID", "EdgeStartTimestamp"], timestamp_format: "rfc3339" },
  destination_conf: exampleConf,
  max_upload_bytes: 5_000_000,
  max_upload_records: 1000,
  dataset: "http_requests",
  enabled: true,
};

describe("a new job", () => {
  test("of the documentation's example, in its order", () => {
    expect(JSON.stringify(toCreateBody(exampleValues()))).toBe(JSON.stringify(exampleBody));
  });

  test.each<[string, Partial<JobFormValues>, string[]]>([
    [
      "nothing optional",
      { name: "", maxUploadBytes: "", maxUploadRecords: "" },
      ["output_options", "destination_conf", "dataset", "enabled"],
    ],
    [
      "an interval",
      { name: "", maxUploadBytes: "", maxUploadRecords: "", maxUploadInterval: "2 min" },
      ["output_options", "destination_conf", "max_upload_interval_seconds", "dataset", "enabled"],
    ],
  ])("with %s leaves the rest out", (_title, changes, keys) => {
    expect(Object.keys(toCreateBody(exampleValues(changes)))).toEqual(keys);
  });

  test("sends a disabled limit as 0, and a sample rate only below 1", () => {
    expect(toCreateBody(exampleValues({ maxUploadBytes: "off", sampleRate: "10%" }))).toMatchObject({
      max_upload_bytes: 0,
      output_options: { sample_rate: 0.1 },
    });
    expect(toCreateBody(exampleValues({ sampleRate: "100%" })).output_options).not.toHaveProperty("sample_rate");
  });
});

test.each<[string, Partial<JobFormValues>]>([
  ["nothing set", {}],
  ["no kind, frequency or filter", { kind: "", frequency: "", filter: "", filterAttackTraffic: "" }],
  ["empty other settings", { otherSettings: " {} " }],
  ["other settings that cannot be read", { otherSettings: '{"brand_new":' }],
  ["other settings that belong to a field", { otherSettings: '{"dataset":"dns_logs"}' }],
])("a new job with %s sends the documentation's body", (_title, changes) => {
  expect(toCreateBody(exampleValues(changes))).toEqual(exampleBody);
});

test("a setting that belongs to a field does not hide the other settings", () => {
  const otherSettings = '{"dataset":"dns_logs","brand_new":1}';
  expect(toCreateBody(exampleValues({ otherSettings }))).toEqual({ ...exampleBody, brand_new: 1 });
});

test("a new job sends other settings as they are typed: null, empty texts, 0 and false too", () => {
  const others = { a: null, b: "", c: 0, d: false, e: [], f: {}, transformer_id: 0 };
  const otherSettings = JSON.stringify({ ...others, output_options: { stringify_object: null, new_text: "" } });
  expect(toCreateBody(exampleValues({ otherSettings }))).toEqual({
    ...exampleBody,
    ...others,
    output_options: { ...exampleBody.output_options, stringify_object: null, new_text: "" },
  });
});

test("a new job excludes or includes attack traffic, or leaves it out", () => {
  const sent = (filterAttackTraffic: JobFormValues["filterAttackTraffic"]) =>
    toCreateBody(exampleValues({ filterAttackTraffic }));
  expect(sent("on")).toHaveProperty("filter_attack_traffic", true);
  expect(sent("off")).toHaveProperty("filter_attack_traffic", false);
  expect(sent("")).not.toHaveProperty("filter_attack_traffic");
});

test("a new job with every setting", () => {
  const body = toCreateBody(
    exampleValues({
      outputType: "csv",
      batchPrefix: "a,b\\n",
      recordSuffix: "",
      recordTemplate: "{{.RayID}}",
      cveRedaction: true,
      mergeSubrequests: true,
      filter: '{"where":{}}',
      filterAttackTraffic: "on",
      kind: "edge",
      frequency: "low",
      otherSettings: '{"transformer_id":7,"output_options":{"brand_new":true}}',
    }),
  );
  expect(body).toMatchObject({
    output_options: {
      output_type: "csv",
      batch_prefix: "a,b\n",
      record_suffix: "",
      record_template: "{{.RayID}}",
      "CVE-2021-44228": true,
      merge_subrequests: true,
      brand_new: true,
    },
    filter: '{"where":{}}',
    filter_attack_traffic: true,
    kind: "edge",
    frequency: "low",
    transformer_id: 7,
  });
});

describe("an update", () => {
  const wire = { ...exampleBody, id: 7, last_complete: null, kind: "", filter: "" };

  function stored(changes: Record<string, unknown> = {}): StoredJob & { job: WireJob } {
    const job = wireJobSchema.parse({ ...wire, ...changes });
    const parsed = parseHttpDestination(job.destination_conf ?? "");
    return { job, destination: parsed.ok ? parsed.value : undefined };
  }

  function updateOf(from: Record<string, unknown>, edit: (values: JobFormValues) => Partial<JobFormValues>) {
    const before = stored(from);
    const redacted = redactDestination(before.job.destination_conf ?? "", (value) => `${value.length}`);
    const values = formValuesOf(before.job, "zones/x", redacted);
    return toUpdateBody({ ...values, ...edit(values) }, before);
  }

  test("without changes is empty, however a job is stored", () => {
    for (const from of [
      {},
      { output_options: null, logpull_options: "fields=RayID,ClientIP&timestamps=rfc3339&sample=0.1" },
      { output_options: null, logpull_options: null },
      { output_options: {} },
      { max_upload_bytes: 0, max_upload_records: null, max_upload_interval_seconds: 30 },
      { destination_conf: "s3://bucket/{DATE}?region=x" },
      { destination_conf: "https://h.example?header_A=%zz" },
      { destination_conf: "https://h.example/XyZ12aBcD34eFgH56iJkL78m?a&&b=%7e&header_A=x+y&sEcReT" },
      { name: null, enabled: null, dataset: null },
      { output_options: { field_names: ["RayID"], sample_rate: 1e-7, output_type: "csv" } },
      { filter: null, filter_attack_traffic: null, frequency: null, kind: null },
      { filter: "", filter_attack_traffic: false, frequency: "", kind: "edge" },
      { filter: "{}", filter_attack_traffic: true, frequency: "high" },
      { transformer_id: 0, brand_new: null, text: "", list: [], flag: false, object: {} },
      { output_options: { stringify_object: null, brand_new: "", zero: 0, flag: false } },
      { output_options: { batch_prefix: "", record_suffix: null, record_template: "", merge_subrequests: null } },
    ]) {
      expect([from, updateOf(from, () => ({}))]).toEqual([from, {}]);
    }
  });

  test.each<[string, Partial<JobFormValues>, object]>([
    ["the name", { name: "" }, { name: "" }],
    ["the switch", { enabled: false }, { enabled: false }],
    ["a limit", { maxUploadBytes: "10 MB" }, { max_upload_bytes: 10_000_000 }],
    ["the same limit in other words", { maxUploadBytes: "5 MB" }, {}],
    ["a disabled limit", { maxUploadBytes: "off" }, { max_upload_bytes: 0 }],
    ["a limit cleared", { maxUploadBytes: "" }, { max_upload_bytes: null }],
    ["a limit that was not set", { maxUploadInterval: "30" }, { max_upload_interval_seconds: 30 }],
    ["the zone or account and the dataset, which cannot change", { scope: "zones/y", dataset: "dns_logs" }, {}],
  ])("sends %s alone", (_title, changes, body) => expect(updateOf({}, () => changes)).toEqual(body));

  test("restores the default of every limit that was set, including disabled ones", () => {
    const from = { max_upload_bytes: 0, max_upload_records: 1000, max_upload_interval_seconds: null };
    const cleared = { maxUploadBytes: "", maxUploadRecords: "", maxUploadInterval: "" };
    expect(updateOf(from, () => cleared)).toEqual({ max_upload_bytes: null, max_upload_records: null });
  });

  test("keeps output options that the form does not know", () => {
    const output_options = {
      field_names: ["RayID"],
      timestamp_format: "unix",
      sample_rate: 0.5,
      "CVE-2021-44228": true,
      batch_prefix: "[",
      brand_new: { a: [1, null] },
    };
    expect(updateOf({ output_options }, () => ({ fieldNames: ["ClientIP"] }))).toEqual({
      output_options: { ...output_options, field_names: ["ClientIP"] },
    });
    expect(updateOf({ output_options }, () => ({ sampleRate: "1" }))).toEqual({
      output_options: { ...output_options, sample_rate: 1 },
    });
  });

  test("changes only the output option that changed, and keeps the others as they are stored", () => {
    const output_options = {
      field_names: ["RayID"],
      output_type: "csv",
      record_suffix: "",
      batch_prefix: null,
      sample_rate: null,
    };
    const change = (edit: Partial<JobFormValues>) => updateOf({ output_options }, () => edit).output_options;
    expect(change({ batchPrefix: "a\\tb\\n" })).toEqual({ ...output_options, batch_prefix: "a\tb\n" });
    expect(change({ recordSuffix: null })).toEqual({
      field_names: ["RayID"],
      output_type: "csv",
      batch_prefix: null,
      sample_rate: null,
    });
    expect(change({ outputType: "ndjson" })).toEqual({ ...output_options, output_type: "ndjson" });
    expect(change({ cveRedaction: true })).toEqual({ ...output_options, "CVE-2021-44228": true });
    expect(change({ recordTemplate: "" })).toEqual({ ...output_options, record_template: "" });
  });

  test("disables a stored flag by name", () => {
    const output_options = { field_names: ["RayID"], "CVE-2021-44228": true, merge_subrequests: true };
    expect(updateOf({ output_options }, () => ({ cveRedaction: false, mergeSubrequests: false }))).toEqual({
      output_options: { field_names: ["RayID"], "CVE-2021-44228": false, merge_subrequests: false },
    });
  });

  test.each<[string, Record<string, unknown>, Partial<JobFormValues>, object]>([
    ["a new filter", {}, { filter: '{"where":{}}' }, { filter: '{"where":{}}' }],
    ["a removed filter", { filter: '{"where":{}}' }, { filter: "" }, { filter: "" }],
    ["attack traffic excluded", {}, { filterAttackTraffic: "on" }, { filter_attack_traffic: true }],
    [
      "attack traffic included",
      { filter_attack_traffic: true },
      { filterAttackTraffic: "off" },
      { filter_attack_traffic: false },
    ],
    ["a frequency", { frequency: null }, { frequency: "low" }, { frequency: "low" }],
    ["a cleared frequency", { frequency: "high" }, { frequency: "" }, { frequency: null }],
    ["a kind never", {}, { kind: "edge" }, {}],
    ["a stored kind never", { kind: "edge" }, { kind: "" }, {}],
    [
      "attack traffic that was not set",
      { filter_attack_traffic: null },
      { filterAttackTraffic: "off" },
      { filter_attack_traffic: false },
    ],
    ["a filter where there was a null", { filter: null }, { filter: "{}" }, { filter: "{}" }],
    [
      "another setting from 0 to null",
      { transformer_id: 0 },
      { otherSettings: '{"transformer_id":null}' },
      { transformer_id: null },
    ],
    ["another setting from null to an empty text", { text: null }, { otherSettings: '{"text":""}' }, { text: "" }],
    ["another setting that is gone although it was false", { flag: false }, { otherSettings: "{}" }, { flag: null }],
    ["another setting", {}, { otherSettings: '{"brand_new":[1]}' }, { brand_new: [1] }],
    ["another setting that is gone", { brand_new: 1 }, { otherSettings: "" }, { brand_new: null }],
    ["other settings in other words", { brand_new: { a: 1 } }, { otherSettings: '{ "brand_new":{"a":1} }' }, {}],
    [
      "another output option",
      { output_options: { field_names: ["RayID"], old: 1, new: 1 } },
      { otherSettings: '{"output_options":{"new":2}}' },
      { output_options: { field_names: ["RayID"], new: 2 } },
    ],
  ])("sends %s", (_title, from, changes, body) => expect(updateOf(from, () => changes)).toEqual(body));

  test("does not invent a field list that was never set", () => {
    expect(updateOf({ output_options: { batch_prefix: "[" } }, () => ({ timestampFormat: "unix" }))).toEqual({
      output_options: { batch_prefix: "[", timestamp_format: "unix" },
    });
  });

  test("converts a legacy job's options to output options, including its CVE flag", () => {
    const from = {
      output_options: null,
      logpull_options: "https://x/received?fields=RayID,ClientIP&timestamps=rfc3339&sample=0.1&CVE-2021-44228=true",
    };
    expect(updateOf(from, ({ fieldNames }) => ({ fieldNames: [...fieldNames, "Extra"] }))).toEqual({
      output_options: {
        field_names: ["RayID", "ClientIP", "Extra"],
        timestamp_format: "rfc3339",
        sample_rate: 0.1,
        "CVE-2021-44228": true,
      },
    });
  });

  test("converts a legacy job even if nothing changed", () => {
    const from = { output_options: null, logpull_options: "fields=RayID,ClientIP" };
    expect(updateOf(from, () => ({ convertsLegacy: true }))).toEqual({
      output_options: { field_names: ["RayID", "ClientIP"], timestamp_format: "unixnano" },
    });
    expect(updateOf({}, () => ({ convertsLegacy: true }))).toEqual({});
  });

  test("of one header keeps every other byte of the destination", () => {
    const from = { destination_conf: "https://h.example/XyZ12aBcD34eFgH56iJkL78m?a=%7e&header_A=x+y&&header_B=%62" };
    const replaced = updateOf(from, ({ query }) => ({
      query: query.map((row) => (row.name === "B" ? { ...row, value: "new", isReplaced: true } : row)),
    }));
    expect(replaced).toEqual({
      destination_conf: "https://h.example/XyZ12aBcD34eFgH56iJkL78m?a=%7e&header_A=x+y&&header_B=new",
    });
    expect(updateOf(from, ({ query }) => ({ query: [...query.slice(1), header("C", "3")] }))).toEqual({
      destination_conf: "https://h.example/XyZ12aBcD34eFgH56iJkL78m?header_A=x+y&&header_B=%62&header_C=3",
    });
  });

  test("of a destination that cannot be edited does not send it", () => {
    const from = { destination_conf: "splunk://h.example:8088/x?header_Authorization=Splunk%20abc" };
    expect(updateOf(from, () => ({ enabled: false, endpoint: "https://other.example" }))).toEqual({ enabled: false });
  });
});

test("only JSON counts as JSON", () => {
  expect(asJsonObject({ a: 1, b: undefined, c: [null, { d: "x" }], e: () => 0, f: [undefined] })).toEqual({
    a: 1,
    c: [null, { d: "x" }],
  });
});
