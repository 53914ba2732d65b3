/**
 * What is wrong with a JSON text: no JSON ("syntax"), a key that is there twice in one object ("duplicate", of which
 * `JSON.parse` would drop one), a nesting that is too deep ("depth"), or a number that JavaScript would change
 * ("number"). `offset` is where, `text` the key or number.
 */
export type JsonOffence = { reason: "syntax" | "duplicate" | "depth" | "number"; offset: number; text: string };

/** Deeper than any setting, and shallow enough for everything that walks through it. */
const maxDepth = 32;

/** The first offence of a JSON text. Total, and in time proportional to its length. */
export function findJsonOffence(text: string): JsonOffence | undefined {
  const cursor = { text, at: 0 };
  const offence = readValue(cursor, 0);
  skipSpace(cursor);
  return offence ?? (cursor.at < text.length ? syntaxAt(cursor) : undefined);
}

/** Where an offset lies, both counted from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

type Cursor = { readonly text: string; at: number };

function readValue(cursor: Cursor, depth: number): JsonOffence | undefined {
  skipSpace(cursor);
  const offset = cursor.at;
  if (depth > maxDepth) return { reason: "depth", offset, text: "" };
  const seen = new Set<string>();
  if (take(cursor, /\{/y)) return readList(cursor, /\}/y, () => readMember(cursor, seen, depth + 1));
  if (take(cursor, /\[/y)) return readList(cursor, /\]/y, () => readValue(cursor, depth + 1));
  if (cursor.text[offset] === '"') return readString(cursor) === undefined ? syntaxAt(cursor) : undefined;
  if (take(cursor, /true|false|null/y)) return undefined;
  const number = take(cursor, /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number === undefined) return syntaxAt(cursor);
  // A whole number that reads back as other digits; and what is beyond every number, which would be sent as null.
  const isRounded = /^-?[1-9]\d*$/.test(number) && String(Number(number)) !== number;
  return isRounded || !Number.isFinite(Number(number)) ? { reason: "number", offset, text: number } : undefined;
}

function readMember(cursor: Cursor, seen: Set<string>, depth: number): JsonOffence | undefined {
  skipSpace(cursor);
  const offset = cursor.at;
  const key = readString(cursor);
  if (key === undefined) return syntaxAt(cursor);
  if (seen.has(key)) return { reason: "duplicate", offset, text: key };
  seen.add(key);
  skipSpace(cursor);
  return take(cursor, /:/y) === undefined ? syntaxAt(cursor) : readValue(cursor, depth);
}

/** What stands behind an opening bracket: nothing, or items with commas between them. */
function readList(cursor: Cursor, end: RegExp, readItem: () => JsonOffence | undefined): JsonOffence | undefined {
  skipSpace(cursor);
  if (take(cursor, end)) return undefined;
  for (;;) {
    const offence = readItem();
    if (offence) return offence;
    skipSpace(cursor);
    if (take(cursor, end)) return undefined;
    if (take(cursor, /,/y) === undefined) return syntaxAt(cursor);
  }
}

/** The text of a string, or undefined with the cursor where it goes wrong. */
function readString(cursor: Cursor): string | undefined {
  const open = take(cursor, /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y);
  if (open === undefined || take(cursor, /"/y) === undefined) return undefined;
  return String(JSON.parse(`${open}"`));
}

function skipSpace(cursor: Cursor): void {
  take(cursor, /[ \t\n\r]*/y);
}

function take(cursor: Cursor, token: RegExp): string | undefined {
  token.lastIndex = cursor.at;
  const taken = token.exec(cursor.text)?.[0];
  if (taken !== undefined) cursor.at += taken.length;
  return taken;
}

function syntaxAt({ text, at }: Cursor): JsonOffence {
  return { reason: "syntax", offset: at, text: text.slice(at, at + 1) };
}
