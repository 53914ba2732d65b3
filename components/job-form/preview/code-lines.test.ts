import { expect, test } from "vitest";
import { breakPairs, codeLines, foldOf, indentOf, nameOf, splitGaps } from "./code-lines.ts";

test("the lines joined are the code", () => {
  for (const code of ["", "\n", "a", "a\n\nb\n", "a\r\nb"])
    expect(
      codeLines(code)
        .map(({ text }) => text)
        .join(""),
    ).toBe(code);
});

test("a list over several lines is one until it is unfolded", () => {
  const code = '{\n  "field_names": [\n    "A",\n    "B"\n  ],\n  "a": ["B"]\n}';
  expect(codeLines(code).map(({ text }) => text)).toEqual([
    "{\n",
    '  "field_names": [\n    "A",\n    "B"\n  ],\n',
    '  "a": ["B"]\n',
    "}",
  ]);
  expect(codeLines(code, { isUnfolded: true })).toHaveLength(7);
});

test("an indent is counted in characters, a tab as four", () => {
  expect(indentOf("    a")).toBe(4);
  expect(indentOf("\t\ta b")).toBe(8);
});

test.each([
  ['    "field_names": ["A", "B", "C", "D"],\n', 4],
  ['    field_names      = ["A", "B]", "C\\"", "D", "E"]\n', 5],
  ['    field_names: ["A", "B", "C", "D"],', 4],
  ['    "field_names": [\n      "A",\n      "B",\n      "C",\n      "D"\n    ],\n', 4],
])("the field names of %s are folded", (line, count) => {
  const fold = foldOf(line);
  expect(fold?.count).toBe(count);
  expect(`${fold?.before}${fold?.names}${fold?.after}`).toBe(line);
});

test("a short list and a value that is not a list stay as they are", () => {
  expect(foldOf('"field_names": ["A", "B", "C"],')).toBeUndefined();
  expect(foldOf('"field_names": "all"')).toBeUndefined();
  expect(foldOf('"names": ["A", "B", "C", "D"],')).toBeUndefined();
});

test("a line may break between the pairs of a destination", () => {
  expect(nameOf("&header_X-A=1")).toBe("&header_X-A=");
  expect(nameOf("header_X-A=1")).toBe("");
  expect(breakPairs("/zones/abc/logpush")).toEqual(["/zones/", "abc/logpush"]);
  expect(breakPairs("https://h?header_A=1&tags=a&b")).toEqual(["https://h?header_A=1", "&tags=a", "&b"]);
});

test("what is missing is found by the words that stand in for it", () => {
  expect(splitGaps('"https://ENDPOINT_HOST/PATH?header_X=HEADER_VALUE"')).toEqual([
    '"',
    "https://ENDPOINT_HOST/PATH",
    "?header_X=",
    "HEADER_VALUE",
    '"',
  ]);
  expect(splitGaps("MY_DATASET")).toEqual(["MY_DATASET"]);
});
