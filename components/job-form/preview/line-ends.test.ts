import { expect, test } from "vitest";
import { legendOf, markLineEnds } from "./line-ends.ts";

const shown = (text: string) => markLineEnds(text).map((piece) => (piece.isMark ? `[${piece.text}]` : piece.text));

test.each([
  ["", []],
  ["a", ["a"]],
  ["a\tb\r\n", ["a", "[⇥\t]", "b", "[\\r]", "[⏎\n]"]],
  ["\n\n", ["[⏎\n]", "[⏎\n]"]],
])("%j", (text, pieces) => expect(shown(text)).toEqual(pieces));

test("what is no mark is the text itself, unchanged", () => {
  const text = '{"a":"constructor"}\n\ttoString';
  const rest = markLineEnds(text).map((piece) => (piece.isMark ? piece.text.slice(1) : piece.text));
  expect(rest.join("")).toBe(text);
});

test("the legend names the signs that occur", () => {
  expect(legendOf("a\tb\n")).toBe("⏎ line feed, ⇥ tab");
  expect(legendOf("\r\n")).toBe("⏎ line feed, \\r carriage return");
  expect(legendOf("[]")).toBe("No line feeds, tabs or carriage returns.");
});
