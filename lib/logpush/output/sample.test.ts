import { describe, expect, test } from "vitest";
import datasets from "#lib/catalogue/datasets.data.json" with { type: "json" };
import { type TimestampFormat, timestampFormats } from "../limits.ts";
import { sampleBatch, sampleRecords, sampleValues } from "./sample.ts";
import { formatTimestamp } from "./timestamp.ts";

const nowMs = Date.parse("2026-11-23T18:00:00.500Z");
const options = { fields: [], fieldNames: ["RayID"], timestampFormat: "rfc3339", count: 1, nowMs };

describe("timestamps", () => {
  const nanos = 1_795_456_800_500_123_457n;

  test.each<[TimestampFormat, string]>([
    ["rfc3339", '"2026-11-23T18:00:00Z"'],
    ["rfc3339ms", '"2026-11-23T18:00:00.500Z"'],
    ["rfc3339ns", '"2026-11-23T18:00:00.500123457Z"'],
    ["unix", "1795456800"],
    ["unixnano", "1795456800500123457"],
  ])("in %s", (format, text) => expect(formatTimestamp(nanos, format)).toBe(text));

  test("the sample's exceed what a JavaScript number holds, and no digit is lost", () => {
    const read = (timestampFormat: string) =>
      sampleRecords({ ...options, fieldNames: ["EdgeStartTimestamp"], fields: times, timestampFormat }).join();
    const digits = /\d{19}/.exec(read("unixnano"))?.[0] ?? "";
    expect(Number.isSafeInteger(Number(digits))).toBe(false);
    expect(read("rfc3339ns")).toContain(digits.slice(-6));
  });
});

const times = [{ name: "EdgeStartTimestamp", type: "int or string" }];

describe.each(datasets.map(({ id, scope, fields }) => ({ id, scope, fields })))("$id ($scope)", ({ fields }) => {
  const typed = fields.map(([name = "", type = ""]) => ({ name, type }));

  test.each(timestampFormats)("makes JSON lines of the right types with %s", (timestampFormat) => {
    const fieldNames = typed.map(({ name }) => name);
    const lines = sampleRecords({ ...options, fields: typed, fieldNames, timestampFormat, count: 3 });
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      expect(line).not.toContain("\n");
      const record: unknown = JSON.parse(line);
      expect(Object.keys(Object(record))).toEqual(fieldNames);
      for (const { name, type } of typed)
        expect([name, typeOf(Object(record)[name])]).toEqual([name, expected(type, timestampFormat)]);
    }
  });
});

function typeOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}

function expected(type: string, format: TimestampFormat): string {
  if (type.startsWith("array")) return "array";
  if (type === "int or string") return format.startsWith("rfc") ? "string" : "number";
  return { int: "number", float: "number", bool: "boolean", object: "object" }[type] ?? "string";
}

test("the same input gives the same lines, and records differ from each other", () => {
  const lines = sampleRecords({ ...options, fieldNames: ["ClientIP", "RayID", "EdgeStartTimestamp"], count: 5 });
  expect(sampleRecords({ ...options, fieldNames: ["ClientIP", "RayID", "EdgeStartTimestamp"], count: 5 })).toEqual(
    lines,
  );
  expect(new Set(lines).size).toBe(5);
});

test("fields are in the chosen order, unknown ones as text, odd names escaped", () => {
  const [line] = sampleRecords({ ...options, fieldNames: ["B", 'A"\n', "RayID"] });
  expect(line).toMatch(/^\{"B":"","A\\"\\n":"","RayID":"[0-9a-f]{16}"\}$/);
});

test("no fields or no records are valid", () => {
  expect(sampleRecords({ ...options, fieldNames: [] })).toEqual(["{}"]);
  expect(sampleRecords({ ...options, count: 0 })).toEqual([]);
});

test("a batch is the same sample in the job's own format", () => {
  const shared = { fields: times, count: 3, nowMs };
  const field_names = ["EdgeStartTimestamp", "RayID"];
  const array = { batch_prefix: "[", record_delimiter: ",", record_suffix: "}", batch_suffix: "]" };
  const lines = sampleRecords({ ...options, ...shared, fieldNames: field_names, timestampFormat: "unix" });
  const text = sampleBatch({ ...shared, options: { field_names, timestamp_format: "unix", ...array } });
  expect(text).toBe(`[${lines.join(",")}]`);
  expect(sampleBatch({ ...shared, options: { field_names, timestamp_format: "unix" } })).toBe(`${lines.join("\n")}\n`);
});

test("a merged sample has a subrequest in one record and none in the others", () => {
  const text = sampleBatch({
    fields: times,
    count: 3,
    nowMs,
    options: { field_names: ["RayID", "EdgeStartTimestamp"], timestamp_format: "rfc3339", merge_subrequests: true },
  });
  const records = text
    .trim()
    .split("\n")
    .map((line) => Object(JSON.parse(line)));
  expect(records.map(({ Subrequests }) => Subrequests.length)).toEqual([1, 0, 0]);
  expect(records[0].Subrequests[0].RayID).toMatch(/^[0-9a-f]{16}$/);
  expect(records[0].Subrequests[0].RayID).not.toBe(records[0].RayID);
  expect(records[0].Subrequests[0].EdgeStartTimestamp).toMatch(/Z$/);
});

test("EventTimestampMs is a number in every format", () => {
  const fields = [{ name: "EventTimestampMs", type: "int" }];
  const [record] = sampleValues({ fields, fieldNames: ["EventTimestampMs"], count: 1, nowMs });
  expect(record?.get("EventTimestampMs")).toBe(nowMs - 137);
});
