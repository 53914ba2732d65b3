import { expect, test } from "vitest";
import { duration } from "./duration.ts";

test.each([
  [0, "1 min"],
  [6 * 60_000, "6 min"],
  [60 * 60_000, "1 h"],
  [(23 * 60 + 6) * 60_000 + 59_000, "23 h 6 min"],
  [24 * 3_600_000, "1 day"],
  [51 * 3_600_000, "2 days 3 h"],
])("%d ms is %s", (ms, words) => {
  expect(duration(ms)).toBe(words);
});
