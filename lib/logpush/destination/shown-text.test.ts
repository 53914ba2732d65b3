import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { segmentDestination } from "./segments.ts";
import { editShown, exactSelection, maskValue, type ShownPart, shownParts } from "./shown-text.ts";

const values = {
  endpoint: "https://logs.example.com/in",
  isEndpointKept: false,
  query: [
    { kind: "header" as const, name: "Authorization", value: "Bearer abc" },
    { kind: "param" as const, name: "tags", value: "a:b" },
  ],
};
const exact = "https://logs.example.com/in?header_Authorization=Bearer%20abc&tags=a:b";
const shown = "https://logs.example.com/in?header_Authorization=Bearer%20••••••••&tags=a:b";

function partsOf(isShown: boolean): ShownPart[] {
  return segmentDestination(values).flatMap((segment) => shownParts(segment, isShown));
}

test("a typed secret is masked behind its scheme, and shown when that is wanted", () => {
  const text = (isShown: boolean) =>
    partsOf(isShown)
      .map((part) => part.shown)
      .join("");
  expect(text(false)).toBe(shown);
  expect(text(true)).toBe(exact);
});

test("a decoded value is masked behind its scheme as well", () => {
  expect(maskValue("Bearer abc")).toBe("Bearer ••••••••");
  expect(maskValue("abc")).toBe("••••••••");
  expect(maskValue("HEADER_VALUE")).toBe("HEADER_VALUE");
});

describe("an edit of the masked string", () => {
  test.each([
    { title: "at the end", edited: `${shown}c`, text: `${exact}c`, caret: exact.length + 1 },
    { title: "behind a mask", edited: shown.replace("•&", "•d&"), text: exact.replace("abc", "abcd"), caret: 62 },
    { title: "before a mask", edited: shown.replace("/in?", "/out?"), text: exact.replace("/in?", "/out?"), caret: 28 },
    { title: "over a mask", edited: shown.replace("••••••••", "xyz"), text: exact.replace("abc", "xyz"), caret: 61 },
    { title: "of everything", edited: "https://h/?a=b", text: "https://h/?a=b", caret: 12 },
    { title: "that deletes everything", edited: "", text: "", caret: 0 },
    { title: "inside a mask", edited: shown.replace("••••••••", "•••••••"), text: undefined, caret: undefined },
    {
      title: "inside a mask, typed",
      edited: shown.replace("••••••••", "••x••••••"),
      text: undefined,
      caret: undefined,
    },
  ])("$title", ({ edited, text, caret }) => {
    const edit = editShown(partsOf(false), edited);
    expect(edit?.text).toBe(text);
    if (caret !== undefined && edit?.text !== edited) expect(edit?.caret).toBe(caret);
  });
});

test("a whole new string without a mask is taken as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."https://?&=ab%20") }), (edited) => {
      expect(editShown(partsOf(false), edited)?.text).toBe(edited);
    }),
  );
});

test("a copied selection holds the value in place of its mask", () => {
  expect(exactSelection(partsOf(false), 0, shown.length)).toBe(exact);
  const from = shown.indexOf("••••") + 2;
  expect(exactSelection(partsOf(false), from, from + 1)).toBe("abc");
  expect(exactSelection(partsOf(false), 0, 8)).toBe("https://");
});
