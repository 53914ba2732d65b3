import { encodeStrict } from "./percent.ts";

/**
 * Cloudflare is reported to accept `A-Z a-z 0-9 . , _ : / ? % + & = { } -` in a destination. Control characters, lone
 * surrogates and the semicolon have their own advice.
 */
const outside = /[^A-Za-z0-9.,_:/?%+&={};\p{Cc}\p{Surrogate}-]/u;
const encodable = /[^A-Za-z0-9.,_:/?%+&={};\p{Cc}\p{Surrogate}-]/gu;

export type RawCharacter = { code: "raw-space" | "unsafe-character"; message: string; nextStep: string };

/** Advice about the first character of a piece that should be percent-encoded. A secret's characters are not named. */
export function findRawCharacter(text: string, isSecret: boolean): RawCharacter | undefined {
  if (text.includes(" ")) {
    return {
      code: "raw-space",
      message: "Contains an unencoded space. Cloudflare requires %20.",
      nextStep: "Write %20.",
    };
  }
  const character = outside.exec(text)?.[0];
  if (character === undefined) return undefined;
  return isSecret
    ? {
        code: "unsafe-character",
        message: "Contains a character that Cloudflare has been observed to refuse.",
        nextStep: "Percent-encode it, as in the fixed version.",
      }
    : {
        code: "unsafe-character",
        message: `Cloudflare has been observed to refuse the character ${character}.`,
        nextStep: `Write it as ${encodeStrict(character)}.`,
      };
}

/** Percent-encodes every such character of the piece; existing escapes stay. */
export function encodeRawCharacters(text: string): string {
  return text.replace(encodable, encodeStrict);
}
