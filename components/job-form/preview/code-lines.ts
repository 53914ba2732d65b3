import { placeholders } from "#lib/logpush/job/placeholders.ts";

/** A line of code with its line end, where it has one. */
type Line = { id: string; text: string };

/** The long list of a line's field names, between what stands before and behind it. */
export type FieldFold = { before: string; names: string; after: string; count: number };

const tabWidth = 4;
const name = /"(?:[^"\\\n]|\\.)*"/g;
const names = `\\s*(?:${name.source}(?:,\\s*)?)+\\s*`;
const list = new RegExp(`^([^\\n]*field_names"?\\s*[:=]\\s*\\[)(${names})(\\][^\\n]*\\n?)$`);
/** The lines over which a list goes, as one. */
const wholeList = new RegExp(`^[^\\n]*field_names"?\\s*[:=]\\s*\\[${names}\\][^\\n]*\\n?`, "m");
/** Fewer names are as short as the word for them. */
const fewestFolded = 4;
const gapWords = Object.values(placeholders).flatMap((word) => [word, word.replace(/^(?:https:\/\/|zones\/)/, "")]);
const gap = new RegExp(`(\\b(?:${Array.from(new Set(gapWords)).join("|")})\\b)`);

/** The lines of a code, which joined are the code. A list of fields that may be folded counts as one line. */
export function codeLines(code: string, { isUnfolded = false } = {}): Line[] {
  const found = isUnfolded ? null : wholeList.exec(code);
  const split = (text: string) => text.split(/(?<=\n)/).filter((line) => line !== "");
  const lines = found
    ? [...split(code.slice(0, found.index)), found[0], ...split(code.slice(found.index + found[0].length))]
    : split(code);
  return lines.map((text, place) => ({ id: `line-${place}`, text }));
}

/** How far a line is indented, in characters. */
export function indentOf(line: string): number {
  const [space = ""] = /^[ \t]*/.exec(line) ?? [];
  return space.replaceAll("\t", " ".repeat(tabWidth)).length;
}

/** Where a line lists field names, so many that they hide the rest. */
export function foldOf(line: string): FieldFold | undefined {
  const [, before, listed = "", after] = list.exec(line) ?? [];
  const count = listed.match(name)?.length ?? 0;
  if (before === undefined || after === undefined || count < fewestFolded) return undefined;
  return { before, names: listed, after, count };
}

/** A text in pieces that may each begin a line: between the pairs of a destination string, and before the id in a path. */
export function breakPairs(text: string): string[] {
  return text.split(/(?=&(?!amp;))|(?<=\/(?:zones|accounts)\/)/);
}

/** What of a pair stays on one line: its name, unless that is very long. */
export function nameOf(pair: string): string {
  return /^&[^=\s]{1,40}=/.exec(pair)?.[0] ?? "";
}

/** A text cut at the words that stand in for what is missing; every second piece is one. */
export function splitGaps(text: string): string[] {
  return text.split(gap);
}
