import { describe, expect, test } from "vitest";
import { noteFilter } from "./note-filter.ts";
import { parseFilter } from "./parse-filter.ts";

const c = (key: string, operator: string, value: unknown) => ({ key, operator, value });

function notes(where: unknown) {
  const filter = parseFilter(JSON.stringify({ where }));
  if (!filter.ok || !filter.value) throw new Error("no filter");
  return noteFilter(filter.value);
}

const codes = (where: unknown) => notes(where).map(({ code, path }) => `${code} ${path.join(".")}`);

describe("no note about", () => {
  test.each<[string, unknown]>([
    ["one negation", { and: [c("A", "!eq", "x")] }],
    ["negations that must all hold", { and: [c("A", "!eq", "x"), c("A", "!eq", "y")] }],
    ["values that are each enough", { or: [c("A", "eq", "x"), c("A", "eq", "y")] }],
    ["a negation beside another way", { or: [c("A", "!eq", "x"), c("B", "eq", "y")] }],
    ["a range", { and: [c("A", "geq", 400), c("A", "lt", 500)] }],
    ["a range of one", { and: [c("A", "gt", "4"), c("A", "lt", "6")] }],
    ["the same value twice", { and: [c("A", "eq", "x"), c("A", "in", ["x", "y"])] }],
    ["different fields", { and: [c("A", "eq", "x"), c("B", "eq", "y")] }],
    ["values still to be typed", { and: [c("A", "eq", "x"), c("A", "in", [])] }],
    ["two parts of one text", { and: [c("A", "contains", "x"), c("A", "contains", "y")] }],
    [
      "contradictions that need not both hold",
      { and: [c("A", "eq", "x"), { or: [c("A", "eq", "y"), c("B", "eq", 1)] }] },
    ],
  ])("%s", (_title, where) => expect(notes(where)).toEqual([]));
});

describe("a filter that passes nearly everything", () => {
  test("only negations in an “or”", () => {
    const [note] = notes({ or: [c("A", "!eq", "x"), c("A", "!eq", "y")] });
    expect(note).toMatchObject({ code: "loose-or", path: [] });
    expect(note?.message).toContain("every log with A matches");
    expect(notes({ or: [c("A", "!in", ["x"]), c("B", "!contains", "y")] })[0]?.message).toContain(
      "nearly every log matches",
    );
  });

  test("is found inside", () => {
    expect(codes({ and: [c("B", "eq", 1), { or: [c("A", "!eq", "x"), c("A", "!eq", "y")] }] })).toEqual(["loose-or 1"]);
  });
});

describe("a filter that passes nothing", () => {
  test.each<[string, unknown[]]>([
    ["two values for one field", [c("A", "eq", "x"), c("A", "eq", "y")]],
    ["two lists without a common value", [c("A", "in", ["x", "y"]), c("A", "in", ["z"])]],
    ["a value and not that value", [c("A", "eq", "x"), c("A", "!eq", "x")]],
    ["a list whose values are all left out", [c("A", "!in", ["x", "y", "z"]), c("A", "in", ["x", "y"])]],
    ["a value below the least", [c("A", "eq", 200), c("A", "geq", "500")]],
    ["a value above the most", [c("A", "leq", 299), c("A", "eq", 300)]],
    ["values on the bound", [c("A", "lt", 5), c("A", "eq", 5)]],
    ["a value that is not more", [c("A", "gt", 5), c("A", "eq", 5)]],
    ["an empty range", [c("A", "lt", 500), c("A", "geq", 500)]],
    ["no whole number between", [c("A", "gt", 5), c("A", "lt", 6)]],
    ["across an inner “and”", [c("A", "eq", "x"), { and: [c("A", "eq", "y")] }]],
  ])("%s", (_title, and) => {
    expect(notes({ and })[0]).toMatchObject({ code: "contradiction", path: [] });
    expect(notes({ and })[0]?.message).toContain("this filter matches nothing");
  });

  test("inside an “or” only that branch is closed", () => {
    const inner = { and: [c("A", "eq", "x"), c("A", "eq", "y")] };
    const [note] = notes({ or: [c("B", "eq", 1), inner] });
    expect(note).toMatchObject({ code: "contradiction", path: [1], message: expect.stringContaining("never matches") });
  });
});

test("an empty value is described where the operator accepts it", () => {
  expect(notes({ and: [c("A", "!eq", "")] })[0]?.message).toContain("excludes logs with an empty A");
  expect(codes({ and: [c("B", "eq", 1), { or: [c("A", "eq", "")] }] })).toEqual(["empty-text 1.0"]);
  expect(codes({ and: [c("A", "contains", ""), c("", "eq", "")] })).toEqual([]);
});
