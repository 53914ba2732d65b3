import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomTexts, seed } from "./testing/random-texts.ts";
import { quoteTypeScript, typeScriptKey } from "./typescript-quote.ts";

const texts = ["\0", "\ud800", "a\udc00", ...randomTexts];

test(`JavaScript evaluates every text to itself (seed ${seed})`, () => {
  expect(Array.from(runInNewContext(`[${texts.map(quoteTypeScript).join(",")}]`))).toEqual(texts);
});

test(`every text can be a key (seed ${seed})`, () => {
  const keys = ["__proto__", "constructor", "a-b", "1", "default", ...texts];
  const objects = runInNewContext(`[${keys.map((key) => `{ ${typeScriptKey(key)}: 1 }`).join(",")}]`);
  expect(Array.from(objects).map((object) => Object.keys(Object(object)))).toEqual(keys.map((key) => [key]));
});

test("no invisible character is written", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(quoteTypeScript(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 2000 },
  );
});
