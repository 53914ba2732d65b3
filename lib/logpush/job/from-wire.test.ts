import { describe, expect, test } from "vitest";
import { redactDestination } from "../destination/redact.ts";
import { exampleConf, exampleValues } from "../testing/form-values.ts";
import { formValuesOf } from "./from-wire.ts";
import { otherSettingsOf } from "./other-settings.ts";
import { wireJobSchema } from "./wire-schema.ts";

const read = (job: object) => wireJobSchema.parse({ id: 1, ...job });
const redact = (conf: string) => redactDestination(conf, () => "f");

test("a stored job fills the form, with no value of its destination but harmless ones", () => {
  const job = read({
    name: "edge",
    dataset: "dns_logs",
    enabled: true,
    destination_conf: exampleConf,
    output_options: { field_names: ["A"], timestamp_format: "rfc3339", sample_rate: 0.1 },
    max_upload_bytes: 5_000_000,
    max_upload_records: 0,
    max_upload_interval_seconds: null,
  });
  const values = formValuesOf(job, "zones/x", redact(exampleConf));
  expect(values).toEqual(
    exampleValues({
      isEndpointKept: true,
      scope: "zones/x",
      dataset: "dns_logs",
      name: "edge",
      query: [
        { kind: "header", name: "Authorization", value: "", saved: 0, fingerprint: "f" },
        {
          kind: "param",
          name: "tags",
          value: "",
          saved: 1,
          fingerprint: "f",
          shown: "host:theburritobot.com,dataset:http_requests",
          raw: "tags=host:theburritobot.com,dataset:http_requests",
        },
      ],
      fieldNames: ["A"],
      sampleRate: "0.1",
      maxUploadBytes: "5000000",
      maxUploadRecords: "0",
    }),
  );
  expect(JSON.stringify(values)).not.toContain("REDACTED");
});

test("everything but the id may be absent or null", () => {
  const keys = [
    "name",
    "dataset",
    "destination_conf",
    "enabled",
    "output_options",
    "logpull_options",
    "max_upload_bytes",
    "max_upload_records",
    "max_upload_interval_seconds",
    "last_complete",
    "last_error",
    "error_message",
  ];
  const nulls = read(Object.fromEntries(keys.map((key) => [key, null])));
  expect(formValuesOf(nulls)).toEqual(formValuesOf(read({})));
  expect(formValuesOf(nulls)).toMatchObject({
    dataset: "http_requests",
    name: "",
    destinationMode: "keep",
    fieldNames: [],
    timestampFormat: "unixnano",
    sampleRate: "1",
    maxUploadBytes: "",
    enabled: false,
  });
});

describe("legacy options", () => {
  test.each([
    ["fields=RayID,ClientIP&timestamps=rfc3339&sample=0.1", ["RayID", "ClientIP"], "rfc3339", "0.1"],
    ["fields=RayID%2CClientIP", ["RayID", "ClientIP"], "unixnano", "1"],
    ["https://x/logs/received?fields=RayID&timestamps=unix", ["RayID"], "unix", "1"],
    ["?fields=RayID,", ["RayID"], "unixnano", "1"],
    ["", [], "unixnano", "1"],
    ["%zz&&=", [], "unixnano", "1"],
    ["fields=A&x=what?&timestamps=unix", ["A"], "unix", "1"],
    ["fields=A+B,C", ["A+B", "C"], "unixnano", "1"],
    ["sample=0", [], "unixnano", "1"],
  ])("%j are read", (logpull_options, fieldNames, timestampFormat, sampleRate) => {
    expect(formValuesOf(read({ logpull_options }))).toMatchObject({ fieldNames, timestampFormat, sampleRate });
  });

  test("redact when they say so", () => {
    const redaction = (logpull_options: string) => formValuesOf(read({ logpull_options })).cveRedaction;
    expect(["CVE-2021-44228=true", "CVE-2021-44228=false", "fields=A"].map(redaction)).toEqual([true, false, false]);
  });

  test("have no effect next to output options", () => {
    const job = read({ logpull_options: "fields=Old&timestamps=unix", output_options: { field_names: ["New"] } });
    expect(formValuesOf(job)).toMatchObject({ fieldNames: ["New"], timestampFormat: "unixnano" });
  });
});

test.each([
  [{}, "", "", "", "", ""],
  [{ filter: null, filter_attack_traffic: null, frequency: null, kind: null, x: null }, "", "", "", "", ""],
  [{ filter: "", filter_attack_traffic: false, frequency: "", kind: "", x: "" }, "", "off", "", "", ""],
  [{ filter: "{}", filter_attack_traffic: true, frequency: "low", kind: "edge" }, "{}", "on", "low", "edge", ""],
  [{ x: 0, y: false }, "", "", "", "", '{\n  "x": 0,\n  "y": false\n}'],
])("%j fills the rest of the form", (job, filter, filterAttackTraffic, frequency, kind, otherSettings) => {
  expect(formValuesOf(read(job))).toMatchObject({ filter, filterAttackTraffic, frequency, kind, otherSettings });
});

test("a destination that the form cannot edit is kept whole", () => {
  for (const conf of ["s3://bucket/{DATE}?region=x", "https://h.example?header_A=%0a"]) {
    expect(formValuesOf(read({}), "", redact(conf))).toMatchObject({ destinationMode: "keep", query: [] });
  }
});

test("unknown enum values pass, and unknown keys are kept as other settings", () => {
  const job = {
    id: 1,
    dataset: "brand_new_logs",
    kind: "edge",
    filter: "{}",
    transformer_id: 7,
    output_options: { timestamp_format: "rfc9999", output_type: "parquet", stringify_object: true },
  };
  expect(formValuesOf(read(job))).toMatchObject({ dataset: "brand_new_logs", timestampFormat: "rfc9999" });
  expect(read(job)).toEqual(job);
  expect(formValuesOf(read(job))).toMatchObject({ kind: "edge", filter: "{}", outputType: "parquet" });
  expect(otherSettingsOf(job)).toEqual({ transformer_id: 7, output_options: { stringify_object: true } });
  expect(otherSettingsOf({ id: 1, name: "x", output_options: { field_names: [] } })).toEqual({});
});

test.each([[{}], [{ id: "1" }], [{ id: 1, enabled: "yes" }], [null], [[]]])("%j is not a job", (input) => {
  expect(wireJobSchema.safeParse(input).success).toBe(false);
});
