import { expect, test } from "vitest";
import { countOf, noSelection, type Selection, toggleAll, toggleRow } from "./selection.ts";

const order = ["a", "b", "c", "d", "e"];
const keysOf = ({ keys }: Selection) => [...keys].sort().join("");
const press = (selection: Selection, key: string, isRange = false) => toggleRow(selection, order, { key, isRange });

test("a range goes from the last row to this one, in both directions", () => {
  const one = press(noSelection, "b");
  expect(keysOf(one)).toBe("b");
  expect(keysOf(press(one, "d", true))).toBe("bcd");
  expect(keysOf(press(press(noSelection, "d"), "a", true))).toBe("abcd");
});

test("a range that ends at a chosen row takes rows away", () => {
  const all = toggleAll(noSelection, order);
  expect(keysOf(press(press(all, "b"), "d", true))).toBe("ae");
});

test("without a row to start from, a range is the row itself", () => {
  expect(keysOf(press(noSelection, "c", true))).toBe("c");
  expect(keysOf(press({ keys: new Set(["z"]), anchor: "z" }, "c", true))).toBe("cz");
});

test("all of the page are chosen, and none if all were; other pages keep theirs", () => {
  const elsewhere: Selection = { keys: new Set(["z", "a"]), anchor: "a" };
  const all = toggleAll(elsewhere, order);
  expect(keysOf(all)).toBe("abcdez");
  expect(keysOf(toggleAll(all, order))).toBe("z");
  expect(countOf(all.keys, order)).toBe(5);
});
