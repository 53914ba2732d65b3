import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NumberText } from "./exact-json.ts";
import { readJson } from "./read-json.ts";
import { writeJson } from "./write-json.ts";

describe("readJson", () => {
  test("reads what JSON.parse reads, with the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const reading = readJson(text);
        expect(reading.ok && JSON.parse(writeJson(reading.value))).toEqual(JSON.parse(text));
      }),
    );
  });

  test("accepts and refuses exactly what JSON.parse does", () => {
    const pieces = fc.constantFrom(
      ...'{}[]:,"\\ \n\t01-+.eEtu',
      "true",
      "null",
      '"a"',
      '"\\u00e9"',
      '"\\x"',
      "12",
      "1.5e3",
      "01",
      "\u00a0",
      "\u0007",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join("");
        expect(readJson(text).ok, JSON.stringify(text)).toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ["1711929600123456789", new NumberText("1711929600123456789")],
    ["1.0", new NumberText("1.0")],
    ["-0", new NumberText("-0")],
    ["1e3", new NumberText("1e3")],
    ["404", 404],
    ["-1.5", -1.5],
  ])("%s keeps its digits", (text, value) => {
    const reading = readJson(text);
    expect(reading).toEqual({ ok: true, value });
    expect(reading.ok && writeJson(reading.value)).toBe(text);
  });

  test("a key named __proto__ is a key", () => {
    const reading = readJson('{"__proto__":{"x":1}}');
    expect(reading.ok && writeJson(reading.value)).toBe('{"__proto__":{"x":1}}');
  });

  test.each([
    ["", "a value is missing", 1, 1],
    ['{"a":}', "a value is missing", 1, 6],
    ['{"a":1,\n "b" 2}', "“:” is missing after a key", 2, 6],
    ["{a:1}", "a key in double quotes is missing", 1, 2],
    ["[1 2]", "“,” or “]” is missing", 1, 4],
    ['{"a":1', "“,” or “}” is missing", 1, 7],
    ['{"a":"x\n"}', "a string has no closing quote on its line", 1, 6],
    ['["\\q"]', "a string has an escape that JSON does not know", 1, 2],
    ["[yes]", "strings need double quotes", 1, 2],
    ["[01]", "strings need double quotes", 1, 2],
    ["{} {}", "there is more text after the end", 1, 4],
  ])("%s: %s", (text, what, line, column) => {
    expect(readJson(text)).toEqual({ ok: false, fault: { what, line, column } });
  });

  test.each([1_000, 100_000])("%i brackets are refused with an error", (size) => {
    for (const text of ["[".repeat(size), '{"a":'.repeat(size)]) {
      expect(readJson(text)).toMatchObject({ ok: false, fault: { what: "it is nested too deeply" } });
    }
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
