import fc from "fast-check";
import { expect, test } from "vitest";
import { inWords, readMinutes, toAmount, type Unit } from "./stale-after.ts";

test.each<[typed: string, unit: Unit, minutes: number | null | undefined]>([
  ["", "hours", null],
  ["  ", "minutes", null],
  ["20", "minutes", 20],
  ["1.5", "hours", 90],
  ["30", "days", 43_200],
  ["31", "days", undefined],
  ["0", "minutes", undefined],
  ["-5", "minutes", undefined],
  ["1e3", "minutes", undefined],
  ["soon", "days", undefined],
])("%j %s are %j minutes", (typed, unit, minutes) => expect(readMinutes(typed, unit)).toBe(minutes));

test("what is shown reads back as the same", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 43_200 }), (minutes) => {
      const { amount, unit } = toAmount(minutes);
      expect(readMinutes(String(amount), unit)).toBe(minutes);
    }),
  );
  expect([15, 60, 90, 4320].map(inWords)).toEqual(["15 minutes", "1 hour", "90 minutes", "3 days"]);
});
