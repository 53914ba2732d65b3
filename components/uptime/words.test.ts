import { expect, test } from "vitest";
import { formatHours } from "./format-hours.ts";
import { budgetText } from "./objective-line.tsx";
import { parseTarget } from "./parse-target.ts";

test.each([
  ["99.9", 99_900],
  [" 99,95 % ", 99_950],
  ["50", 50_000],
  ["99.999", 99_999],
  ["49.9", undefined],
  ["100", undefined],
  ["99.9999", undefined],
  ["", undefined],
  ["abc", undefined],
])("an objective typed as %j is %s", (text, target) => {
  expect(parseTarget(text)).toBe(target);
});

test.each([
  [0.5, "30 min"],
  [2, "2 h"],
  [8.76, "8.8 h"],
  [72, "3 days"],
])("%s hours are %s", (hours, text) => {
  expect(formatHours(hours)).toBe(text);
});

test("what is left of an objective, and by how much it is missed", () => {
  expect(budgetText({ allowed: 8.76, failed: 2, left: 6.76 })).toBe("6.8 h of 8.8 h left");
  expect(budgetText({ allowed: 0.72, failed: 5, left: -4.28 })).toBe("missed by 4.3 h");
});
