import { expect, test } from "vitest";
import datasets from "#lib/catalogue/datasets.data.json" with { type: "json" };
import type { JsonObject } from "../job/job.ts";
import { formatDollars, formatQuantity, formatSeconds, readQuantity, readShare } from "./quantity.ts";
import { estimateRecordBytes } from "./record-bytes.ts";

test.each([
  ["0", 0],
  ["2000", 2000],
  ["2,000", 2000],
  ["2 000", 2000],
  ["1,234,567.5", 1_234_567.5],
  ["0.5", 0.5],
  ["2k", 2000],
  ["1.1 M", 1_100_000],
  [" 7 ", 7],
  ["", undefined],
  ["1,5", undefined],
  ["-1", undefined],
  ["1e3", undefined],
  ["5 G", undefined],
  ["NaN", undefined],
  ["Infinity", undefined],
  ["9".repeat(400), undefined],
])("the quantity %j is %s", (text, quantity) => expect(readQuantity(text)).toBe(quantity));

test.each([
  ["100%", 1],
  ["30 %", 0.3],
  ["0", 0],
  ["0%", 0],
  ["1", 1],
  ["1 in 4", 0.25],
  ["30", undefined],
  ["101%", undefined],
  ["", undefined],
])("the share %j is %s", (text, share) => expect(readShare(text)).toBe(share));

test("quantities are formatted for people", () => {
  expect([0, 0.5, 0.12345, 12.345, 999.6, 172_800].map(formatQuantity)).toEqual([
    "0",
    "0.5",
    "0.123",
    "12.3",
    "1,000",
    "172,800",
  ]);
  expect([0.5, 30, 599, 600, 7200, 259_200].map(formatSeconds)).toEqual([
    "0.5 s",
    "30 s",
    "599 s",
    "10 min",
    "2 h",
    "3 days",
  ]);
  expect([0, 0.001, 0.1, 1234.5].map(formatDollars)).toEqual(["$0.00", "less than $0.01", "$0.10", "$1,234.50"]);
});

test("the size of a record depends on its fields and its format", () => {
  const http = datasets.find(({ id }) => id === "http_requests");
  const fields = (http?.fields ?? []).map(([name = "", type = ""]) => ({ name, type }));
  const bytes = (field_names: string[], format: JsonObject = {}) =>
    estimateRecordBytes({ fields, options: { field_names, ...format }, nowMs: 1_795_456_800_500 });
  expect(bytes([])).toBe("{}\n".length);
  expect(bytes(["RayID"])).toBe('{"RayID":"0123456789abcdef"}\n'.length);
  expect(bytes(["RayID"], { output_type: "csv" })).toBe('"0123456789abcdef"\n'.length);
  expect(bytes(["RayID"], { record_template: "{{.RayID}}", record_prefix: "", record_suffix: ";" })).toBe(
    '"0123456789abcdef";'.length,
  );
  expect(bytes(["RayID"], { batch_prefix: "x".repeat(1000), batch_suffix: "y" })).toBe(bytes(["RayID"]));
  expect(bytes(["RayID", "ClientIP"])).toBeGreaterThan(bytes(["RayID"]));
  expect(bytes(fields.map(({ name }) => name))).toBeGreaterThan(1000);
});
