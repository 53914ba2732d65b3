import { describe, expect, test } from "vitest";
import datasets from "#lib/catalogue/datasets.data.json" with { type: "json" };
import { type TimestampFormat, timestampFormats } from "../limits.ts";
import { sampleRecords } from "./sample.ts";
import { formatTimestamp } from "./timestamp.ts";

const nowMs = Date.parse("2026-11-23T18:00:00.500Z");
const options = { fields: [], fieldNames: ["RayID"], timestampFormat: "rfc3339", count: 1, nowMs };

describe("timestamps", () => {
  test.each<[TimestampFormat, RegExp]>([
    ["rfc3339", /^"2026-11-23T18:00:00Z"$/],
    ["rfc3339ms", /^"2026-11-23T18:00:00\.500Z"$/],
    ["rfc3339ns", /^"2026-11-23T18:00:00\.500\d{6}Z"$/],
    ["unix", /^1795456800$/],
    ["unixnano", /^1795456800500\d{6}$/],
  ])("in %s", (format, pattern) => expect(formatTimestamp(nowMs, format)).toMatch(pattern));

  test("unixnano and rfc3339ns tell the same nanosecond, and no digit is lost to a number", () => {
    const nanos = formatTimestamp(nowMs, "unixnano");
    expect(Number.isSafeInteger(Number(nanos))).toBe(false);
    expect(formatTimestamp(nowMs, "rfc3339ns")).toContain(nanos.slice(-6));
  });

  test("an unknown format is written like the API's default", () => {
    expect(formatTimestamp(nowMs, "rfc9999")).toBe(formatTimestamp(nowMs, "unixnano"));
  });
});

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

test("fields stand in the chosen order, unknown ones as text, odd names escaped", () => {
  const [line] = sampleRecords({ ...options, fieldNames: ["B", 'A"\n', "RayID"] });
  expect(line).toMatch(/^\{"B":"","A\\"\\n":"","RayID":"[0-9a-f]{16}"\}$/);
});

test("no fields or no records are no trouble", () => {
  expect(sampleRecords({ ...options, fieldNames: [] })).toEqual(["{}"]);
  expect(sampleRecords({ ...options, count: 0 })).toEqual([]);
});
