import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJson } from "../testing/is-json.ts";
import { NumberText } from "./exact-json.ts";
import { readJson } from "./read-json.ts";
import { placeOf, scanJson } from "./scan-json.ts";
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
    ["", "the text is empty", 1, 1],
    ['{"a":}', "a value is missing, found }", 1, 6],
    ['{"a":1,\n "b" 2}', "“:” is missing after a key, found 2", 2, 6],
    ["{a:1}", "a has no double quotes around it", 1, 2],
    ["{1:1}", "a key in double quotes is missing, found 1", 1, 2],
    ["[1 2]", "“,” or “]” is missing, found 2", 1, 4],
    ['{"a":1', "the text ends before the closing }", 1, 7],
    ['{"a":"x\n"}', "a string is not closed on its line; a line break inside it is \\n", 1, 6],
    ['["\\q"]', 'after \\ there must be one of " \\ / b f n r t u', 1, 2],
    ["[yes]", "yes has no double quotes around it", 1, 2],
    ["[01]", "this is not a valid JSON number", 1, 2],
    ["{} {}", "there is more text after the end", 1, 4],
  ])("%s: %s", (text, reason, line, column) => {
    expect(readJson(text)).toMatchObject({ ok: false, fault: { kind: "syntax", reason, line, column } });
  });

  test("lines and columns count from 1", () => {
    expect([0, 1, 2, 3].map((offset) => placeOf("a\nbc", offset))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 2 },
      { line: 2, column: 1 },
      { line: 2, column: 2 },
    ]);
  });

  test.each([
    ['{"a":1,"a":2}', { kind: "duplicate", text: "a", offset: 7 }, { a: 2 }],
    [
      "[9007199254740993]",
      { kind: "number", text: "9007199254740993", offset: 1 },
      [new NumberText("9007199254740993")],
    ],
    ["[36028797018963968]", { kind: "number" }, [new NumberText("36028797018963968")]],
    ["[-9223372036854775808]", { kind: "number" }, [new NumberText("-9223372036854775808")]],
    ["[1000000000000000000000]", { kind: "number" }, [new NumberText("1000000000000000000000")]],
    ["[1e999]", { kind: "number", text: "1e999", offset: 1 }, [new NumberText("1e999")]],
  ])("%s is a fault where it would be sent as something else, and kept as it is elsewhere", (text, fault, value) => {
    expect(scanJson(text)).toMatchObject({ ok: false, fault });
    expect(readJson(text)).toEqual({ ok: true, value });
  });

  test.each(["1.0", "-0", "1e3", "1e21", "9007199254740991", "-9007199254740991", "9007199254740992"])(
    "%s keeps its value",
    (text) => {
      expect(scanJson(text).ok).toBe(true);
    },
  );

  test("a string of ten million characters is read", () => {
    const text = `"${"a".repeat(10_000_000)}"`;
    expect(readJson(text)).toMatchObject({ ok: true });
    expect(readJson(text.slice(0, -1))).toMatchObject({ ok: false, fault: { reason: "a string is not closed" } });
  });

  test.each([1_000, 100_000])("%i brackets are refused with an error", (size) => {
    for (const text of ["[".repeat(size), '{"a":'.repeat(size)]) {
      expect(readJson(text)).toMatchObject({ ok: false, fault: { kind: "depth", reason: "it is nested too deeply" } });
    }
  });
});
