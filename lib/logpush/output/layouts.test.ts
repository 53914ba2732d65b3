import { describe, expect, test } from "vitest";
import type { FormatValues } from "../job/output-options.ts";
import { toOutputOptions } from "../job/output-options.ts";
import { exampleValues } from "../testing/form-values.ts";
import { betterHeaderRow, describeFormat, layoutOf, layouts, layoutValues } from "./layouts.ts";
import { sampleBatch } from "./sample.ts";
import { describeSampleRate } from "./sample-rate.ts";
import { judgeBody } from "./verdict.ts";

const fieldNames = ["ClientIP", "RayID"];
const plain = layoutValues("NDJSON", fieldNames);

function optionsOf(values: FormatValues) {
  return toOutputOptions(exampleValues({ fieldNames, ...values }));
}

describe("layouts", () => {
  test("have their name's format when a job writes them", () => {
    const verdicts = layouts.map((layout) => {
      const options = optionsOf(layoutValues(layout, fieldNames));
      const text = sampleBatch({ options, fields: [], count: 3, nowMs: 1_790_000_000_000 });
      const delimiter = layout.startsWith("TSV") ? "\t" : ",";
      return judgeBody(text, { isCsv: options.output_type === "csv", delimiter }).message;
    });
    expect(verdicts).toEqual([
      "Each line is a JSON object.",
      "One JSON array with 3 objects.",
      "CSV: 4 rows of 2 columns.",
      "TSV: 4 rows of 2 columns.",
    ]);
  });

  test("send the documentation's settings", () => {
    const sent = ({ field_names: _, timestamp_format: __, ...rest }: Record<string, unknown>) => rest;
    expect(layouts.map((layout) => sent(optionsOf(layoutValues(layout, fieldNames))))).toEqual([
      {},
      { batch_prefix: "[", batch_suffix: "]", record_suffix: "}", record_delimiter: "," },
      { output_type: "csv", batch_prefix: "ClientIP,RayID\n" },
      { output_type: "csv", batch_prefix: "ClientIP\tRayID\n", field_delimiter: "\t" },
    ]);
  });

  test.each(layouts)("%s is recognized again, and replaces earlier settings", (layout) => {
    const values = layoutValues(layout, fieldNames);
    expect(layoutOf(values)).toBe(layout);
    expect(Object.keys(values).sort()).toEqual(Object.keys(plain).sort());
  });

  test.each<[string, Partial<FormatValues>]>([
    ["another text", { batchSuffix: "x" }],
    ["an empty text", { recordDelimiter: "" }],
    ["a template", { recordTemplate: "" }],
    ["csv without header", { outputType: "csv" }],
    ["an unknown type", { outputType: "protobuf" }],
  ])("%s is none of them", (_name, changes) => expect(layoutOf({ ...plain, ...changes })).toBeUndefined());
});

test.each<[Partial<FormatValues>, string]>([
  [{}, "NDJSON, one JSON object per line"],
  [layoutValues("JSON array", []), "One JSON array of objects per request"],
  [layoutValues("CSV with header row", fieldNames), "CSV with header row"],
  [layoutValues("TSV with header row", fieldNames), "TSV with header row"],
  [{ outputType: "csv" }, "CSV, one record per line"],
  [{ batchPrefix: "<" }, "NDJSON with custom prefixes, suffixes or delimiters"],
  [{ recordTemplate: "{{.A}}" }, "NDJSON with a record template"],
  [{ outputType: "csv", recordTemplate: "{{.A}}" }, "CSV with a record template"],
  [{ recordTemplate: "" }, "NDJSON with custom prefixes, suffixes or delimiters"],
  [{ outputType: "avro" }, "avro, which Headgate does not know"],
])("%j is described as: %s", (changes, words) => expect(describeFormat({ ...plain, ...changes })).toBe(words));

describe("a header row", () => {
  const csv = (batchPrefix: string | null, changes: Partial<FormatValues> = {}) =>
    betterHeaderRow({ ...plain, outputType: "csv", batchPrefix, ...changes }, fieldNames);

  test.each<[string, string | null, Partial<FormatValues>, string | undefined]>([
    ["that fits", "ClientIP,RayID\\n", {}, undefined],
    ["with too few columns", "ClientIP\\n", {}, "ClientIP,RayID\\n"],
    ["with too many columns", "ClientIP,RayID,Other\\n", {}, "ClientIP,RayID\\n"],
    ["in another order", "RayID,ClientIP\\n", {}, "ClientIP,RayID\\n"],
    ["with names of its own", "ip,ray\\n", {}, undefined],
    ["with tabs", "ClientIP\\n", { fieldDelimiter: "\\t" }, "ClientIP\\tRayID\\n"],
    ["that is not there", null, {}, undefined],
    ["that is empty", "\\n", {}, undefined],
    ["of two lines", "a\\nb\\n", {}, undefined],
    ["without a line end", "a", {}, undefined],
    ["with a wrong escape", "a\\q\\n", {}, undefined],
    ["with a template", "a\\n", { recordTemplate: "{{.A}}" }, undefined],
    ["of a JSON job", "a\\n", { outputType: "ndjson" }, undefined],
  ])("%s", (_name, prefix, changes, better) => expect(csv(prefix, changes)).toBe(better));

  test("quotes a name that would break it", () => {
    expect(layoutValues("CSV with header row", ["a,b", 'c"d', "e"]).batchPrefix).toBe('"a,b","c""d",e\\n');
  });
});

test.each([
  [1, "1 in 1: every record that matches the filter"],
  [0.1, "1 in 10: about 10% of the records. Multiply counts at the endpoint by 10"],
  [0.3, "1 in 3.33: about 30% of the records. Multiply counts at the endpoint by 3.33"],
  [0.5, "1 in 2: about 50% of the records. Multiply counts at the endpoint by 2"],
  [0.001, "1 in 1,000: about 0.1% of the records. Multiply counts at the endpoint by 1,000"],
  [1 / 7, "1 in 7: about 14.3% of the records. Multiply counts at the endpoint by 7"],
  [1e-9, "1 in 1,000,000,000: about 0.0000001% of the records. Multiply counts at the endpoint by 1,000,000,000"],
])("a sample rate of %d is %s", (rate, words) => expect(describeSampleRate(rate)).toBe(words));
