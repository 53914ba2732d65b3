import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCount } from "./format-count.ts";

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1,000"],
  [1_234_567, "1,234,567"],
  [-12_345, "-12,345"],
  [1234.5, "1,234.5"],
  [0.0123, "0.0123"],
  [1000.1234, "1,000.1234"],
  [0.00000012, "0.00000012"],
])("%s is written as %s", (value, text) => {
  expect(formatCount(value)).toBe(text);
});

test("a whole number is written as Intl writes it", () => {
  fc.assert(fc.property(fc.maxSafeInteger(), (value) => formatCount(value) === value.toLocaleString("en")));
});
