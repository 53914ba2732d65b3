/**
 * Escapes what a reader would not see in code: control characters, characters that change the writing direction or join
 * others, line separators, and lone surrogates. `write` gets the code point.
 */
export function escapeHidden(text: string, write: (codePoint: number) => string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return named.get(codePoint) ?? write(codePoint);
  });
}

/** `\uXXXX`, or `\UXXXXXXXX` beyond the first plane, as in HCL, Python and Go. */
export function unicodeEscape(codePoint: number): string {
  const digits = codePoint.toString(16);
  return codePoint > 0xffff ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
}

/** U+FFFD: what every encoder writes for a lone surrogate in UTF-8. */
export function isHalfPair(codePoint: number): boolean {
  return codePoint >= 0xd800 && codePoint <= 0xdfff;
}

const named = new Map([
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [0x09, "\\t"],
]);
