/**
 * A gap is a piece of a value that the pasted text names but does not hold, such as `$ZONE_ID` or `${var.token}`.
 * It stands percent-encoded between two of Unicode's noncharacters, which no real text holds, and so survives quotes and JSON.
 */
const gap = /\ufdd0([^\ufdd0\ufdd1]*)\ufdd1/g;

/** Marks `source`, the reference as it was written. */
export function markGap(source: string): string {
  return `\ufdd0${encodeURIComponent(source.replace(/\p{Surrogate}/gu, "\ufffd"))}\ufdd1`;
}

/** The references that a value lacks, each once. */
export function listGaps(text: string): string[] {
  return Array.from(new Set(Array.from(text.matchAll(gap), ([, source = ""]) => decode(source))));
}

/** The text with something else in place of every gap; without `filling`, the reference as it was written. */
export function fillGaps(text: string, filling?: string): string {
  return text.replace(gap, (_, source: string) => filling ?? decode(source));
}

/** Whether all of the text is one gap. */
export function isGap(text: string): boolean {
  return /^\s*\ufdd0[^\ufdd0\ufdd1]*\ufdd1\s*$/.test(text);
}

/** A text that holds these noncharacters by itself need not be percent-encoded. */
function decode(source: string): string {
  try {
    return decodeURIComponent(source);
  } catch {
    return source;
  }
}
