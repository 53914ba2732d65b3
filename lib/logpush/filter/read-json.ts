import { type ExactJson, NumberText } from "./exact-json.ts";

/** What is wrong, as words that follow a colon, and where: both counted from 1. */
export type JsonFault = { what: string; line: number; column: number };
export type JsonReading = { ok: true; value: ExactJson } | { ok: false; fault: JsonFault };

/** A filter of 1,000 bytes has room for about 106 nested groups, at two brackets each. */
const maxDepth = 256;

type Source = { readonly text: string; at: number; depth: number; what?: string };

/**
 * Parses JSON (RFC 8259) without changing a number, and reports where it fails. `JSON.parse` rounds long numbers and
 * its errors differ by browser. Linear time, limited nesting.
 */
export function readJson(text: string): JsonReading {
  const source: Source = { text, at: 0, depth: 0 };
  const value = readValue(source);
  skipSpace(source);
  if (value !== undefined && source.at === text.length) return { ok: true, value };
  const before = text.slice(0, source.at).split("\n");
  return {
    ok: false,
    fault: {
      what: source.what ?? "there is more text after the end",
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    },
  };
}

function readValue(source: Source): ExactJson | undefined {
  skipSpace(source);
  const first = source.text[source.at];
  if (first === "{") return readObject(source);
  if (first === "[") return readList(source);
  return first === '"' ? readString(source) : readWord(source);
}

function readObject(source: Source): ExactJson | undefined {
  const entries: [string, ExactJson][] = [];
  const isRead = readMembers(source, "}", () => {
    skipSpace(source);
    if (source.text[source.at] !== '"') return fail(source, "a key in double quotes is missing");
    const key = readString(source);
    if (key === undefined || !take(source, ":")) return fail(source, "“:” is missing after a key");
    const value = readValue(source);
    if (value === undefined) return false;
    entries.push([key, value]);
    return true;
  });
  return isRead ? Object.fromEntries(entries) : undefined;
}

function readList(source: Source): ExactJson | undefined {
  const items: ExactJson[] = [];
  const isRead = readMembers(source, "]", () => {
    const value = readValue(source);
    if (value === undefined) return false;
    items.push(value);
    return true;
  });
  return isRead ? items : undefined;
}

function readMembers(source: Source, end: "}" | "]", readMember: () => boolean): boolean {
  source.depth += 1;
  if (source.depth > maxDepth) return fail(source, "it is nested too deeply");
  source.at += 1;
  if (!take(source, end)) {
    do {
      if (!readMember()) return false;
    } while (take(source, ","));
    if (!take(source, end)) return fail(source, `“,” or “${end}” is missing`);
  }
  source.depth -= 1;
  return true;
}

function readString(source: Source): string | undefined {
  const { text, at } = source;
  let end = at + 1;
  while (end < text.length && text[end] !== '"' && text.charCodeAt(end) >= 0x20) end += text[end] === "\\" ? 2 : 1;
  const isClosed = text[end] === '"';
  const value = isClosed ? unquote(text.slice(at, end + 1)) : undefined;
  if (value === undefined) {
    fail(
      source,
      isClosed ? "a string has an escape that JSON does not know" : "a string has no closing quote on its line",
    );
    return undefined;
  }
  source.at = end + 1;
  return value;
}

function unquote(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted);
  } catch {
    return undefined;
  }
}

const word = /[^\s[\]{}:,"]+/y;
const numberWord = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function readWord(source: Source): ExactJson | undefined {
  word.lastIndex = source.at;
  const text = word.exec(source.text)?.[0];
  const value = text === undefined ? undefined : valueOfWord(text);
  if (value === undefined) {
    fail(source, text === undefined ? "a value is missing" : "strings need double quotes");
    return undefined;
  }
  source.at = word.lastIndex;
  return value;
}

function valueOfWord(text: string): ExactJson | undefined {
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  if (!numberWord.test(text)) return undefined;
  return String(Number(text)) === text ? Number(text) : new NumberText(text);
}

function take(source: Source, character: string): boolean {
  skipSpace(source);
  if (source.text[source.at] !== character) return false;
  source.at += 1;
  return true;
}

const space = /[ \t\n\r]*/y;

function skipSpace(source: Source): void {
  space.lastIndex = source.at;
  space.exec(source.text);
  source.at = space.lastIndex;
}

function fail(source: Source, what: string): false {
  source.what ??= what;
  return false;
}
