import { err } from "../errors/app-error.ts";
import { ok, type Result } from "../result.ts";

const named: Record<string, string> = { n: "\n", t: "\t", r: "\r", "\\": "\\", '"': '"' };
const written: Record<string, string> = { "\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\" };

/**
 * Parses a text typed with escapes: `\n`, `\t`, `\r`, `\\`, `\"` and `\uXXXX`, so that line ends fit a one-line input.
 */
export function readEscapes(typed: string): Result<string> {
  let wrong: string | undefined;
  const text = typed.replace(/\\(?:u([0-9A-Fa-f]{4})|([\s\S]?))/g, (whole, unit?: string, letter?: string) => {
    if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16));
    const meant = named[letter ?? ""];
    if (meant === undefined) wrong ??= whole;
    return meant ?? whole;
  });
  return wrong === undefined ? ok(text) : err("E_ESCAPE", { params: { escape: wrong } });
}

/** Formats a text with escapes: `readEscapes(writeEscapes(x))` is x. */
export function writeEscapes(text: string): string {
  return text.replace(
    /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) =>
      written[character] ??
      Array.from(
        { length: character.length },
        (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`,
      ).join(""),
  );
}
