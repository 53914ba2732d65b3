import fc from "fast-check";
import { expect, test } from "vitest";
import { sortKeyOf } from "./sort-key.ts";

const byKey = (a: string, b: string) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : Number(sortKeyOf(a) > sortKeyOf(b)));

test.each([
  [
    ["edge-10", "edge-2", "edge-1"],
    ["edge-1", "edge-2", "edge-10"],
  ],
  [
    ["Zebra", "apple", "Äpfel"],
    ["Äpfel", "apple", "Zebra"],
  ],
  [
    ["job 007", "job 8", "job 7x"],
    ["job 007", "job 7x", "job 8"],
  ],
])("%j sorts as people expect", (texts, sorted) => expect(texts.toSorted(byKey)).toEqual(sorted));

test("numbers compare by value, however long", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.bigInt({ min: 0n, max: 10n ** 40n }), (a, b) => {
      expect(Math.sign(byKey(`job ${a}`, `job ${b}`))).toBe(a === b ? 0 : a < b ? -1 : 1);
    }),
  );
});
