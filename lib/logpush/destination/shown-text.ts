import { placeholders } from "../job/placeholders.ts";
import { mask } from "./looks-random.ts";
import type { Segment } from "./segments.ts";

/** A piece of the destination string and what is shown of it; they differ where a secret is masked. */
export type ShownPart = { text: string; shown: string };

/** What a person typed into the shown string, done to the exact one. `caret` is where they were left. */
type Edit = { text: string; caret: number };

/** The authentication scheme in front of a credential. It is not secret. */
const scheme = /^(?:bearer|basic|splunk|token|apikey)%20(?=.)/i;

/** What is shown of a secret value, decoded: the mask, after the scheme of a credential. */
export function maskValue(value: string): string {
  if (value === "" || value === placeholders.headerValue) return value;
  const [word = ""] = /^(?:bearer|basic|splunk|token|apikey) (?=.)/i.exec(value) ?? [];
  return `${word}${mask}`;
}

/** What is shown of a segment. Secrets that were typed are masked unless `isShown`; a placeholder is not a secret. */
export function shownParts({ text, isSecret }: Segment, isShown: boolean): ShownPart[] {
  if (!isSecret || isShown || text === mask || text === placeholders.headerValue) return [{ text, shown: text }];
  const [word = ""] = scheme.exec(text) ?? [];
  const secret = { text: text.slice(word.length), shown: mask };
  return word === "" ? [secret] : [{ text: word, shown: word }, secret];
}

/** The same as one text. */
export function shownText(segment: Segment, isShown: boolean): string {
  if (!segment.isSecret || isShown) return segment.text;
  return shownParts(segment, isShown)
    .map(({ shown }) => shown)
    .join("");
}

/**
 * Does to the exact string what was done to the shown one. Undefined for a change inside a mask: nobody can mean a
 * part of what they do not see.
 */
export function editShown(parts: readonly ShownPart[], edited: string): Edit | undefined {
  const shown = parts.map((part) => part.shown).join("");
  const start = commonStart(shown, edited);
  const rest = commonEnd(shown.slice(start), edited.slice(start));
  const from = exactPlace(parts, start);
  const to = exactPlace(parts, shown.length - rest);
  if (from === undefined || to === undefined) return undefined;
  const text = parts.map((part) => part.text).join("");
  const typed = edited.slice(start, edited.length - rest);
  return { text: text.slice(0, from) + typed + text.slice(to), caret: from + typed.length };
}

/** The exact text of a selection in the shown string; a mask that it touches counts as a whole. */
export function exactSelection(parts: readonly ShownPart[], from: number, to: number): string {
  let at = 0;
  let exact = "";
  for (const { text, shown } of parts) {
    const [start, end] = [Math.max(from - at, 0), Math.min(to - at, shown.length)];
    if (start < end) exact += text === shown ? text.slice(start, end) : text;
    at += shown.length;
  }
  return exact;
}

/** The place in the exact string; undefined inside a mask. */
function exactPlace(parts: readonly ShownPart[], place: number): number | undefined {
  let shownAt = 0;
  let exactAt = 0;
  for (const { text, shown } of parts) {
    if (place <= shownAt) break;
    if (place < shownAt + shown.length) return text === shown ? exactAt + place - shownAt : undefined;
    shownAt += shown.length;
    exactAt += text.length;
  }
  return exactAt;
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length;
}
