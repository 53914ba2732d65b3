import fc from "fast-check";
import { expect, test } from "vitest";
import { addNames, invertNames, moveName, withoutNames } from "./arrange.ts";

const names = ["A", "B", "C", "D"];

test.each([
  ["B", 0, "BACD"],
  ["B", 2, "ACBD"],
  ["D", 0, "DABC"],
  ["A", 99, "BCDA"],
  ["A", -1, "ABCD"],
  ["X", 1, "ABCD"],
])("%s moves to position %i", (name, place, expected) => {
  expect(moveName(names, name, place).join("")).toBe(expected);
});

test("moving keeps every name once", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.nat(20), fc.integer(), (list, pick, place) => {
      const name = list[pick % Math.max(1, list.length)] ?? "";
      const moved = moveName(list, name, place);
      expect([...moved].sort()).toEqual([...list].sort());
    }),
  );
});

test("names are added once, at the end", () => {
  expect(addNames(["B", "A"], ["A", "C", "C"])).toEqual(["B", "A", "C"]);
});

test("names are removed, the others keep their order", () => {
  expect(withoutNames(names, ["C", "A", "X"])).toEqual(["B", "D"]);
});

test("inverting twice restores the choice, and keeps names that are not listed", () => {
  expect(invertNames(["B", "Own"], ["A", "B", "C"])).toEqual(["Own", "A", "C"]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.uniqueArray(fc.string()), (chosen, listed) => {
      expect(new Set(invertNames(invertNames(chosen, listed), listed))).toEqual(new Set(chosen));
    }),
  );
});
