import fc from "fast-check";
import { expect, test } from "vitest";
import { createSeal } from "./seal.ts";

const first = "a".repeat(32);
const second = "b".repeat(32);
const place = "zones/1/7#1";

test("every text opens again at its place", () => {
  const seal = createSeal(first);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(seal.open(seal.seal(text, place), place)).toBe(text);
    }),
  );
});

test("nothing of the text is in the bytes, and the same text is never sealed alike", () => {
  const seal = createSeal(first);
  const [one, other] = [seal.seal("canary-canary", place), seal.seal("canary-canary", place)];
  expect(Buffer.from(one.bytes).includes("canary")).toBe(false);
  expect(Buffer.compare(one.bytes, other.bytes)).not.toBe(0);
});

test("a value that was moved, cut or changed does not open", () => {
  const seal = createSeal(first);
  const sealed = seal.seal("value", place);
  expect(seal.open(sealed, "zones/1/8#1")).toBeUndefined();
  expect(seal.open({ ...sealed, bytes: sealed.bytes.subarray(0, -1) }, place)).toBeUndefined();
  expect(seal.open({ ...sealed, bytes: sealed.bytes.subarray(0, 5) }, place)).toBeUndefined();
  const changed = Uint8Array.from(sealed.bytes);
  changed[14] = (changed[14] ?? 0) ^ 1;
  expect(seal.open({ ...sealed, bytes: changed }, place)).toBeUndefined();
});

test("after a rotation the old key still opens, and the new one seals", () => {
  const before = createSeal(first).seal("value", place);
  const rotated = createSeal(second, first);
  expect(rotated.open(before, place)).toBe("value");
  expect(rotated.seal("value", place).kid).toBe(rotated.kid);
  expect(rotated.kid).not.toBe(before.kid);
});

test("without the old key what it sealed stays closed", () => {
  expect(createSeal(second).open(createSeal(first).seal("value", place), place)).toBeUndefined();
});
