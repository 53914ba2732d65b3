const goEscape = /\\(?:([abfnrtv\\"])|x([0-7][0-9A-Fa-f])|([01][0-7]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|)/g;
const named: Record<string, string> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
};

/**
 * The text of a Go string literal, including its quotes or backquotes (Go specification, "String literals"). Undefined
 * for an escape that Go does not have, and for `\x80` and above, which are bytes and not characters.
 */
export function readGoConstant(literal: string): string | undefined {
  const inside = literal.slice(1, -1);
  // Go drops carriage returns from raw literals.
  if (literal.startsWith("`")) return inside.replaceAll("\r", "");
  let isReadable = true;
  const text = inside.replace(
    goEscape,
    (_, letter?: string, hex?: string, octal?: string, short?: string, long?: string) => {
      if (letter !== undefined) return named[letter] ?? letter;
      const code = octal === undefined ? Number.parseInt(hex ?? short ?? long ?? "", 16) : Number.parseInt(octal, 8);
      if (code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)) return String.fromCodePoint(code);
      isReadable = false;
      return "";
    },
  );
  return isReadable ? text : undefined;
}
