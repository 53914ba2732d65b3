import { expect, test } from "vitest";
import { findCatalogueDataset } from "./catalogue.ts";
import { estimateRecordBytes } from "./record-size.ts";

const fields = findCatalogueDataset("zone", "http_requests")?.fields ?? [];
const bytesOf = (fieldNames: string[], timestampFormat = "rfc3339") =>
  estimateRecordBytes(fields, { fieldNames, timestampFormat });

test("a record of one value of known length has that length, line break included", () => {
  expect(bytesOf(["RayID"])).toBe('{"RayID":"0123456789abcdef"}\n'.length);
  expect(bytesOf(["EdgeStartTimestamp"])).toBe('{"EdgeStartTimestamp":"2026-09-15T00:00:00Z"}\n'.length);
  expect(bytesOf(["EdgeStartTimestamp"], "unix")).toBe('{"EdgeStartTimestamp":1789430400}\n'.length);
});

test("each field adds to it; no fields give 0; unknown names count", () => {
  const names = fields.map(({ name }) => name);
  for (let count = 1; count < names.length; count += 10) {
    expect(bytesOf(names.slice(0, count + 1))).toBeGreaterThan(bytesOf(names.slice(0, count)));
  }
  expect(bytesOf([])).toBe(0);
  expect(bytesOf(["Ünknown"])).toBe(new TextEncoder().encode('{"Ünknown":""}\n').length);
});
