import { expect, test } from "vitest";
import { encodeRawCharacters, findRawCharacter } from "./raw-character.ts";

test("a space is named first, whether or not the piece is secret", () => {
  const advice = {
    code: "raw-space",
    message: "Contains an unencoded space. Cloudflare requires %20.",
    nextStep: "Write %20.",
  };
  expect(findRawCharacter("a| b", false)).toEqual(advice);
  expect(findRawCharacter("a b", true)).toEqual(advice);
});

test("another character is named with its escape, and not in a secret", () => {
  expect(findRawCharacter("a|b€", false)).toEqual({
    code: "unsafe-character",
    message: "Cloudflare has been observed to refuse the character |.",
    nextStep: "Write it as %7C.",
  });
  expect(findRawCharacter("a|b", true)).toEqual({
    code: "unsafe-character",
    message: "Contains a character that Cloudflare has been observed to refuse.",
    nextStep: "Percent-encode it, as in the fixed version.",
  });
});

test.each(["", "AZaz09.,_:/?%+&={};-", "\u0000\u007f\ud800"])("nothing is said about %j", (text) => {
  expect(findRawCharacter(text, false)).toBeUndefined();
  expect(encodeRawCharacters(text)).toBe(text);
});

test("every such character is encoded, and escapes stay", () => {
  expect(encodeRawCharacters("a|b %20€|")).toBe("a%7Cb%20%20%E2%82%AC%7C");
});
