import { encodeStrict } from "./percent.ts";

/**
 * What Cloudflare has been reported to take in a destination is `A-Z a-z 0-9 . , _ : / ? % + & = { } -`. Control
 * characters, halves of characters and the semicolon have advice of their own.
 */
const outside = /[^A-Za-z0-9.,_:/?%+&={};\p{Cc}\p{Surrogate}-]/u;
const encodable = /[^A-Za-z0-9.,_:/?%+&={};\p{Cc}\p{Surrogate}-]/gu;

export type RawCharacter = { code: "raw-space" | "unsafe-character"; message: string; nextStep: string };

/** Advice about the first character of a piece that should be percent-encoded; a secret's characters are not named. */
export function findRawCharacter(text: string, isSecret: boolean): RawCharacter | undefined {
  if (text.includes(" ")) {
    return {
      code: "raw-space",
      message: "There is an unencoded space; Cloudflare asks for %20.",
      nextStep: "Write %20.",
    };
  }
  const character = outside.exec(text)?.[0];
  if (character === undefined) return undefined;
  return isSecret
    ? {
        code: "unsafe-character",
        message: "It holds a character that Cloudflare has been seen to refuse.",
        nextStep: "Percent-encode it, as the fixed version does.",
      }
    : {
        code: "unsafe-character",
        message: `Cloudflare has been seen to refuse the character ${character}.`,
        nextStep: `Write it as ${encodeStrict(character)}.`,
      };
}

/** The piece with every such character percent-encoded; what is encoded already stays. */
export function encodeRawCharacters(text: string): string {
  return text.replace(encodable, encodeStrict);
}
