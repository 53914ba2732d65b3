/**
 * A gap is a piece of a value that the pasted text names but does not contain, such as `$ZONE_ID` or `${var.token}`. It
 * is written percent-encoded between two Unicode noncharacters, which real text never contains, so it survives quotes
 * and JSON.
 */
const gap = /\ufdd0([^\ufdd0\ufdd1]*)\ufdd1/g;

export const gapKinds = ["absent", "expression", "placeholder", "hidden", "elsewhere"] as const;

/**
 * Why the value is missing: the text does not define the reference, it is an expression that only its own tool can
 * evaluate, it is a placeholder to replace, the text masks it, or it is in a file or the output of a command.
 */
export type GapKind = (typeof gapKinds)[number];

/** `source` is the reference as written. */
export type Gap = { source: string; kind: GapKind };

/** Marks `source`, the reference as written, as a gap. */
export function markGap(source: string, kind: GapKind = "absent"): string {
  const encoded = encodeURIComponent(source.replace(/\p{Surrogate}/gu, "\ufffd"));
  return `\ufdd0${kind === "absent" ? "" : `${kind}:`}${encoded}\ufdd1`;
}

/** The references in a value that have no value yet, each once. */
export function listGaps(text: string): Gap[] {
  const marks = new Set(Array.from(text.matchAll(gap), ([, mark = ""]) => mark));
  return Array.from(marks, decode);
}

/** Replaces every gap in the text; without `filling`, with the reference as written. */
export function fillGaps(text: string, filling?: string | ((gap: Gap) => string)): string {
  return text.replace(gap, (_, mark: string) => {
    const found = decode(mark);
    return typeof filling === "function" ? filling(found) : (filling ?? found.source);
  });
}

/**
 * Replaces every gap by a short token that survives decoding and splitting, and returns a function that restores the
 * gaps in any part of the text.
 */
export function numberGaps(text: string): { text: string; restore: (part: string) => string } {
  const marks: string[] = [];
  const numbered = text.replace(gap, (mark) => `\ufdd0${marks.push(mark) - 1}\ufdd1`);
  return {
    text: numbered,
    restore: (part) => part.replace(gap, (mark, place: string) => marks[Number(place)] ?? mark),
  };
}

/** Whether the whole text is one gap. */
export function isGap(text: string): boolean {
  return /^\s*\ufdd0[^\ufdd0\ufdd1]*\ufdd1\s*$/.test(text);
}

/** A text that itself contains these noncharacters is not always percent-encoded. */
function decode(mark: string): Gap {
  const kind = gapKinds.find((known) => mark.startsWith(`${known}:`));
  const source = kind ? mark.slice(kind.length + 1) : mark;
  try {
    return { source: decodeURIComponent(source), kind: kind ?? "absent" };
  } catch {
    return { source, kind: kind ?? "absent" };
  }
}
