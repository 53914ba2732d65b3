import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markGap } from "../import/gaps.ts";
import { isJson } from "../testing/is-json.ts";
import { parseJson, parseJsonWithGaps } from "./parse-json.ts";

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
    const parsed = parseJsonWithGaps(`{"enabled": ${markGap('$("on")')}, "name": "a${markGap("$B")}"}`);
    expect(parsed).toEqual({ ok: true, value: { enabled: markGap('$("on")'), name: `a${markGap("$B")}` } });
    expect(parseJson(`{"enabled": ${markGap("$B")}}`)).toMatchObject({ ok: false, fault: { column: 13 } });
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
  ['{"a": 1 "b": 2}', 1, 9, /“,” or “}” is missing, found "b"/],
  ['{"a" 1}', 1, 6, /“:” is missing after a key, found 1/],
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
  ['{"a":\u00a01}', 1, 6, /non-standard space/],
  ["{} {}", 1, 4, /more text after the end/],
  ["[1}", 1, 3, /“,” or “]” is missing, found \}/],
  ["]", 1, 1, /a value is missing, found \]/],
  ["", 1, 1, /the text is empty/],
  ["{,}", 1, 2, /a key in double quotes is missing, found ,/],
  ["<html>", 1, 1, /the character < is not allowed/],
  ["[".repeat(33), 1, 33, /nested too deeply/],
  ['{"a": "\u0007"}', 1, 7, /control character/],
])("%j is invalid at %i:%i", (text, line, column, reason) => {
  expect(parseJson(text)).toMatchObject({ ok: false, fault: { line, column, reason: expect.stringMatching(reason) } });
});

test("agrees with the browser's parser on what is JSON, and on its value", () => {
  const pieces = fc.constantFrom(
    ..."{}[]:,\"\\ \n\t'-+.0159eEntu/é\ud800\u0000",
    "true",
    "false",
    "null",
    '"a"',
    "\\u00e9",
    '{"b":',
    "//",
  );
  const broken = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.oneof(broken, fc.json()), (text) => {
      const parsed = parseJson(text);
      if (parsed.ok) expect(JSON.parse(text)).toEqual(parsed.value);
      else expect([text, parsed.fault.kind === "syntax"]).toEqual([text, !isJson(text)]);
    }),
    { numRuns: 4000 },
  );
});

test.each([
  `{"destination_conf" "https://h?header_A=canary"}`,
  `{"a": 1 "https://h?header_A=canary"}`,
  `{"https://h?header_A=canary" "a"}`,
  `{"a": "https://h?header_A=canary\\q"}`,
  `{"a": 1 "https:\\/\\/h.example\\/?header_A=canary"}`,
  `{"a": 1 "header_Authorization=Bearer canary"}`,
  `{"a": 1, "token=canary": 1, "token=canary": 2}`,
])("a reason never repeats what may be a secret: %s", (text) => {
  const parsed = parseJson(text);
  expect(parsed.ok ? "" : parsed.fault.reason).toMatch(/./);
  expect(parsed.ok ? "" : parsed.fault.reason).not.toContain("canary");
});
