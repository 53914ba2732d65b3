import fc from "fast-check";
import { expect, test } from "vitest";
import { decodePercent, encodeParamValue, encodeStrict, listEscapes, looksEncoded } from "./percent.ts";

const runs = { numRuns: 2000 };
const anyText = fc.string({ unit: "binary", maxLength: 60 });
const wellFormed = fc.string({ unit: "grapheme-composite", maxLength: 60 });

test("encoding leaves nothing that a parser could misread", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(encodeStrict(text)).toMatch(/^[A-Za-z0-9._%-]*$/);
      expect(encodeParamValue(text)).toMatch(/^[A-Za-z0-9._%,:/-]*$/);
    }),
    runs,
  );
});

test("encoding never throws, whatever lone surrogates a text contains", () => {
  const halves = fc.array(fc.constantFrom("\ud800", "\udc00", "\udbff", "a", "😀"), { maxLength: 12 });
  fc.assert(
    fc.property(halves, (parts) => {
      const text = parts.join("");
      expect(decodePercent(encodeStrict(text))).toEqual({ ok: true, value: text.replace(/\p{Surrogate}/gu, "\ufffd") });
    }),
    runs,
  );
});

test("decoding reverses encoding", () => {
  fc.assert(
    fc.property(wellFormed, (text) => {
      expect(decodePercent(encodeStrict(text))).toEqual({ ok: true, value: text });
      expect(decodePercent(encodeParamValue(text))).toEqual({ ok: true, value: text });
    }),
    runs,
  );
});

test.each([
  [" ", "%20"],
  ["+", "%2B"],
  ["%", "%25"],
  ["%41", "%2541"],
  ["~", "%7E"],
  ["!'()*", "%21%27%28%29%2A"],
  [";", "%3B"],
  ["é€😀", "%C3%A9%E2%82%AC%F0%9F%98%80"],
  ["\ud800x", "%EF%BF%BDx"],
  ["\ud800\ud800x\udc00", "%EF%BF%BD%EF%BF%BDx%EF%BF%BD"],
  ["\udc00\ud800", "%EF%BF%BD%EF%BF%BD"],
  ["\0", "%00"],
])("%j is encoded as %s", (text, encoded) => {
  expect(encodeStrict(text)).toBe(encoded);
  expect(encodeParamValue(text)).toBe(encoded);
});

test("only , : and / stay unencoded in a parameter's value", () => {
  expect(encodeParamValue("host:a.b,x/y;z+&=")).toBe("host:a.b,x/y%3Bz%2B%26%3D");
  expect(encodeStrict("host:a.b,x/y")).toBe("host%3Aa.b%2Cx%2Fy");
});

test("decoding is strict and happens once", () => {
  expect(decodePercent("%2541+")).toEqual({ ok: true, value: "%41+" });
  for (const text of ["%", "a%2", "%zz", "%%41"]) expect(decodePercent(text)).toEqual({ ok: false, reason: "escape" });
  for (const text of ["%FF", "%C3", "%C0%80", "%ED%A0%80"]) {
    expect(decodePercent(text)).toEqual({ ok: false, reason: "utf8" });
  }
});

test("a text looks encoded only if decoding changes it", () => {
  expect(["Basic%20abc", "%41", "a%2Bb"].every(looksEncoded)).toBe(true);
  expect(["", "100%", "%4", "%zz", "50% off %20%", "%FF", "plain"].some(looksEncoded)).toBe(false);
});

test("each escaped character is listed once", () => {
  expect(listEscapes("a b c+é", encodeStrict)).toEqual([
    { character: " ", escaped: "%20" },
    { character: "+", escaped: "%2B" },
    { character: "é", escaped: "%C3%A9" },
  ]);
});
