import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markGap } from "./gaps.ts";
import { parseJson } from "./parse-json.ts";

describe("JSON is parsed", () => {
  test("any value, in any layout", () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 3 }), (json, indent) => {
        const value: unknown = JSON.parse(json);
        const text = ` \n${JSON.stringify(value, null, indent)}\t`;
        expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  test("a gap outside a string is a text", () => {
    const parsed = parseJson(`{"enabled": ${markGap('$("on")')}, "name": "a${markGap("$B")}"}`);
    expect(parsed).toEqual({ ok: true, value: { enabled: markGap('$("on")'), name: `a${markGap("$B")}` } });
  });
});

test.each<[string, number, number, RegExp]>([
  ['{"a": 1,}', 1, 9, /comma before the closing \}/],
  ["[1,\n 2,\n]", 3, 1, /comma before the closing \]/],
  ['{\n  // note\n  "a": 1}', 2, 3, /no comments/],
  ['{"a": 1} # note', 1, 10, /no comments/],
  ['{"a": /* b */ 1}', 1, 7, /no comments/],
  ["{'a': 1}", 1, 2, /' is not a double quote/],
  ["{“a”: 1}", 1, 2, /“ is not a double quote/],
  ["{a: 1}", 1, 2, /a has no double quotes around it/],
  ['{"a": True}', 1, 7, /True has no double quotes/],
  ['{"a": 1 "b": 2}', 1, 9, /expected , or the end, found "b"/],
  ['{"a" 1}', 1, 6, /expected :, found 1/],
  ['{"a": 1, "a": 2}', 1, 10, /"a" occurs a second time here/],
  ['{"a": "b\nc"}', 1, 7, /not closed on its line/],
  [`{"a": "${"long ".repeat(100)}\nc"}`, 1, 7, /not closed on its line/],
  ['{"a": "\\d"}', 1, 7, /after \\ there must be one of/],
  ['{"a": "b', 1, 7, /not closed/],
  ['{"a": {"b": [1', 1, 15, /ends before the closing \]/],
  ['{"a": 01}', 1, 7, /not a valid JSON number/],
  ['{"a": +1}', 1, 7, /not a valid JSON number/],
  ['{"a": .5}', 1, 7, /not a valid JSON number/],
  ['{"a": 9007199254740993}', 1, 7, /more digits than can be kept/],
  ['{"a": 1e999}', 1, 7, /more digits than can be kept/],
  ['{"a":\u00a01}', 1, 6, /special space/],
  ["{} {}", 1, 4, /more text after the end/],
  ["[1}", 1, 3, /expected , or the end, found \}/],
  ["]", 1, 1, /expected value, found \]/],
  ["", 1, 1, /the text is empty/],
  ["{,}", 1, 2, /expected key or \}, found ,/],
  ["<html>", 1, 1, /the character < is not allowed/],
  ["[".repeat(33), 1, 33, /nested too deeply/],
  ['{"a": "\u0007"}', 1, 7, /control character/],
])("%j is invalid at %i:%i", (text, line, column, reason) => {
  expect(parseJson(text)).toEqual({ ok: false, fault: { line, column, reason: expect.stringMatching(reason) } });
});

test("refuses all that JSON.parse refuses, and never throws", () => {
  const pieces = fc.constantFrom(..."{}[],:\"'\\n1e-. tfu", "true", "null", '"a"', "\n", "//", "\u0000", "é");
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (array) => {
      const text = array.join("");
      const parsed = parseJson(text);
      if (parsed.ok) expect(JSON.parse(text)).toEqual(parsed.value);
      else expect(parsed.fault.reason).not.toBe("");
    }),
    { numRuns: 2000 },
  );
});

test.each([
  `{"destination_conf" "https://h?header_A=canary"}`,
  `{"a": 1 "https://h?header_A=canary"}`,
  `{"https://h?header_A=canary" "a"}`,
  `{"a": "https://h?header_A=canary\\q"}`,
])("a reason never repeats a URL: %s", (text) => {
  const parsed = parseJson(text);
  expect(parsed.ok ? "" : parsed.fault.reason).toMatch(/./);
  expect(JSON.stringify(parsed)).not.toContain("canary");
});
