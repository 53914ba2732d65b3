/**
 * A text and, for each of its UTF-16 units, its source before escapes were undone. Joined, `sources` are the original.
 */
export type MappedText = { text: string; sources: string[] };

/** The numbers of printable ASCII characters that are not letters, digits or a backslash. */
const decimal = "3[2-9]|4[0-7]|5[89]|6[0-4]|9[13-6]|12[3-6]";
const hex = "2[0-9a-f]|3[a-f]|40|5[bd-f]|60|7[b-e]";
const ampersand = String.raw`(?:(?<!\\)\\+(?:u0026|&)|&)`;
const twice = "(?:(?:amp|#0*38|#x0*26);)";
const named = `(lt|gt|quot|apos|#0*(?:${decimal})|#x0*(?:${hex}));`;

/**
 * HTML's `&amp;` and `&lt;`, JSON's `\u0026`, and a backslash before a character as JSON, shells and PHP write it, also
 * escaped several times. Never a letter or a backslash, so that the result is rarely an escape again.
 */
const escapes = new RegExp(
  String.raw`${ampersand}(?:${twice}+(?:${named})?|${named})|(?<!\\)\\+(?:u00(${hex})|["'/&?= ])`,
  "gi",
);

const names: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'" };

/** Undone characters may form another escape. No program writes more layers than this. */
const maxPasses = 8;

/** Undoes the escapes that a copy from JSON, HTML or a shell adds. Total and linear. */
export function undoEscapes(original: string): MappedText {
  let mapped: MappedText = { text: original, sources: original.split("") };
  for (let pass = 0; pass < maxPasses; pass += 1) {
    const next = undoOnce(mapped);
    if (next.text === mapped.text) break;
    mapped = next;
  }
  return mapped;
}

function undoOnce({ text, sources }: MappedText): MappedText {
  const pieces: string[] = [];
  const mapped: string[][] = [];
  let copied = 0;
  for (const match of text.matchAll(escapes)) {
    const end = match.index + match[0].length;
    pieces.push(text.slice(copied, match.index), signOf(match));
    mapped.push(sources.slice(copied, match.index), [sources.slice(match.index, end).join("")]);
    copied = end;
  }
  pieces.push(text.slice(copied));
  mapped.push(sources.slice(copied));
  return { text: pieces.join(""), sources: mapped.flat() };
}

function signOf([whole, afterAmp, alone, json]: RegExpExecArray): string {
  const entity = (afterAmp ?? alone)?.toLowerCase();
  if (entity !== undefined) {
    const [, base, digits = ""] = /^#(x?)(.+)$/.exec(entity) ?? [];
    if (base === undefined) return names[entity] ?? "&";
    return String.fromCharCode(Number.parseInt(digits, base === "x" ? 16 : 10));
  }
  if (json !== undefined) return String.fromCharCode(Number.parseInt(json, 16));
  return whole.endsWith(";") ? "&" : whole.slice(-1);
}
