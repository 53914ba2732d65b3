import { expect, test } from "vitest";
import { exampleValues } from "../testing/form-values.ts";
import { summarizeRecords } from "./records-summary.ts";

test("says how many fields, which filter, format and share a job sends", () => {
  const values = exampleValues({ fieldNames: ["A", "B"], filter: "", outputType: "ndjson", sampleRate: "1" });
  expect(summarizeRecords(values)).toEqual({
    fields: "2 fields",
    filter: "no filter",
    format: "NDJSON",
    sample: "100%",
  });
});

test.each([
  [{ fieldNames: [] }, { fields: "default fields" }],
  [{ fieldNames: ["A"] }, { fields: "1 field" }],
  [{ outputType: "csv", recordTemplate: "{{.A}}" }, { format: "CSV with a template" }],
  [{ sampleRate: "0.001" }, { sample: "0.1%" }],
  [{ filter: '{"where":{"key":"A","operator":"eq","value":"b"}}' }, { filter: "filter with 1 condition" }],
  [{ filter: "{broken" }, { filter: "a filter" }],
])("%j", (changes, expected) => {
  expect(summarizeRecords(exampleValues(changes))).toMatchObject(expected);
});
