import { expect, test } from "vitest";
import { tabAt } from "./tabs.tsx";

test.each([
  ["a", "ArrowRight", "b"],
  ["c", "ArrowRight", "a"],
  ["b", "ArrowLeft", "a"],
  ["a", "ArrowLeft", "c"],
  ["b", "Home", "a"],
  ["b", "End", "c"],
  ["b", "Enter", undefined],
])("on tab %s, %s moves to %s", (selected, key, to) => {
  expect(tabAt(["a", "b", "c"], selected, key)).toBe(to);
});
