import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinSearch, parseSearch, splitSearch, statesOf } from "./parse-search.ts";

describe("parseSearch", () => {
  test.each([
    ["edge  Logs", { words: ["edge", "logs"], tokens: [] }],
    ["header:Authorization edge", { words: ["edge"], tokens: [{ key: "header", value: "authorization" }] }],
    ['zone:"The Burrito Bot"', { words: [], tokens: [{ key: "zone", value: "the burrito bot" }] }],
    ['"two words" STATUS:failing', { words: ["two words"], tokens: [{ key: "status", value: "failing" }] }],
    ["host:splunk.example:8088", { words: [], tokens: [{ key: "host", value: "splunk.example:8088" }] }],
    ["https://logs.example/a tags:x", { words: ["https://logs.example/a", "tags:x"], tokens: [] }],
    ["host: dataset:", { words: [], tokens: [] }],
    ['host:"', { words: [], tokens: [] }],
  ])("%s", (text, parsed) => expect(parseSearch(text)).toEqual(parsed));

  test("at most 20 words count", () => expect(parseSearch("a ".repeat(30)).words).toHaveLength(20));
});

describe("the search box", () => {
  test("shows tokens as chips, and what is being typed as text", () => {
    expect(splitSearch("header:A edge", { isTyping: false })).toEqual({
      chips: [{ key: "header", value: "A" }],
      rest: "edge",
    });
    expect(splitSearch("edge header:A", { isTyping: true })).toEqual({ chips: [], rest: "edge header:A" });
    expect(splitSearch("edge header:A ", { isTyping: true })).toEqual({
      chips: [{ key: "header", value: "A" }],
      rest: "edge ",
    });
    expect(splitSearch("two  spaces ", { isTyping: true }).rest).toBe("two  spaces ");
  });

  test("loses nothing that a search means", () => {
    const piece = fc.constantFrom("edge", "host:a", 'zone:"b c"', "status:failing", "x:y", '"q r"', "host:", " ");
    fc.assert(
      fc.property(fc.array(piece), fc.boolean(), (parts, isTyping) => {
        const text = parts.join(" ");
        const { chips, rest } = splitSearch(text, { isTyping });
        const sort = ({ words, tokens }: ReturnType<typeof parseSearch>) => [
          words,
          tokens.map((token) => JSON.stringify(token)).sort(),
        ];
        expect(sort(parseSearch(joinSearch(chips, rest)))).toEqual(sort(parseSearch(text)));
      }),
    );
  });
});

test.each([
  ["failing", ["failing"]],
  ["fail", ["failing"]],
  ["disabled", ["disabled"]],
  ["disabled after errors", ["disabled-by-failure"]],
  ["no-data", ["stale"]],
  ["waiting", ["settling", "pending"]],
  ["attention", ["failing", "disabled-by-failure", "stale"]],
  ["stale", ["stale"]],
  ["nonsense", []],
])("status:%s", (value, states) => expect(statesOf(value)).toEqual(states));
