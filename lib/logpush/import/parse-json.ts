import type { Json } from "../job/job.ts";
import { placeOf } from "../job/json-offence.ts";

/** `line` and `column` count from 1; `reason` is a phrase for a sentence. */
export type JsonFault = { line: number; column: number; reason: string };

const space = /[ \t\n\r]+/y;
const token =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b|[{}[\],:]|\ufdd0[^\ufdd0\ufdd1]*\ufdd1/y;
/** Deeper than any job. */
const maxDepth = 32;

type Expected = "value" | "value or ]" | "key" | "key or }" | ":" | ", or the end" | "nothing";
type Scan = { stack: { closer: "]" | "}"; keys: Set<string> }[]; expected: Expected };

/**
 * Parses JSON, strictly by RFC 8259, and reports where and why it fails. A repeated key and a number that would lose
 * digits are errors too, because something would be dropped silently. A gap outside a string is a text.
 */
export function parseJson(text: string): { ok: true; value: Json } | { ok: false; fault: JsonFault } {
  const scan: Scan = { stack: [], expected: "value" };
  let at = skipSpace(text, 0);
  while (at < text.length) {
    token.lastIndex = at;
    const [found] = token.exec(text) ?? [];
    const reason = found === undefined ? describeStranger(text, at) : takeToken(scan, found);
    if (reason !== undefined) return { ok: false, fault: faultAt(text, at, reason) };
    at = skipSpace(text, at + (found?.length ?? 1));
  }
  if (scan.expected !== "nothing") return { ok: false, fault: faultAt(text, at, missingEnd(scan)) };
  return { ok: true, value: JSON.parse(quoteGaps(text)) };
}

function skipSpace(text: string, at: number): number {
  space.lastIndex = at;
  return at + (space.exec(text)?.[0].length ?? 0);
}

/** Consumes one token; returns a phrase if it is not allowed here. */
function takeToken(scan: Scan, found: string): string | undefined {
  const { expected } = scan;
  const refusal =
    expected === "nothing" ? "there is more text after the end" : `expected ${expected}, found ${shorten(found)}`;
  if (found === "]" || found === "}") return close(scan, found, refusal);
  if (found === "," || found === ":") return separate(scan, found, refusal);
  if (expected === "key" || expected === "key or }") return takeKey(scan, found);
  if (expected !== "value" && expected !== "value or ]") return shorten(refusal);
  if (found === "[" || found === "{") {
    if (scan.stack.length >= maxDepth) return "it is nested too deeply";
    scan.stack.push({ closer: found === "[" ? "]" : "}", keys: new Set() });
    scan.expected = found === "[" ? "value or ]" : "key or }";
    return undefined;
  }
  if (/^[-\d]/.test(found) && !isKept(found)) return "this number has more digits than can be kept";
  scan.expected = scan.stack.length === 0 ? "nothing" : ", or the end";
  return undefined;
}

function close(scan: Scan, found: string, refusal: string): string | undefined {
  const isEmpty = scan.expected === "value or ]" || scan.expected === "key or }";
  if (!isEmpty && scan.expected !== ", or the end") {
    const isTrailing = scan.expected === "value" || scan.expected === "key";
    return isTrailing && scan.stack.at(-1)?.closer === found ? `there is a comma before the closing ${found}` : refusal;
  }
  if (scan.stack.at(-1)?.closer !== found) return refusal;
  scan.stack.pop();
  scan.expected = scan.stack.length === 0 ? "nothing" : ", or the end";
  return undefined;
}

function separate(scan: Scan, found: string, refusal: string): string | undefined {
  const isInObject = scan.stack.at(-1)?.closer === "}";
  if (found === "," && scan.expected === ", or the end") scan.expected = isInObject ? "key" : "value";
  else if (found === ":" && scan.expected === ":") scan.expected = "value";
  else return refusal;
  return undefined;
}

function takeKey(scan: Scan, found: string): string | undefined {
  if (!found.startsWith('"')) return `expected a key in double quotes, found ${shorten(found)}`;
  const keys = scan.stack.at(-1)?.keys;
  const key: string = JSON.parse(found);
  if (keys?.has(key)) return `the key ${shorten(found)} occurs a second time here`;
  keys?.add(key);
  scan.expected = ":";
  return undefined;
}

/** Describes a character with which no JSON token begins. */
function describeStranger(text: string, at: number): string {
  const rest = text.slice(at, at + 200);
  if (/^(?:\/\/|\/\*|#)/.test(rest)) return "JSON has no comments";
  if (/^['`“”„‘’]/.test(rest)) return `${rest.charAt(0)} is not a double quote`;
  if (rest.startsWith('"')) return describeString(text.slice(at));
  if (/^[\p{L}_$]/u.test(rest)) return `${/^[\p{L}\p{N}_$]+/u.exec(shorten(rest))?.[0]} has no double quotes around it`;
  if (/^[-+.\d]/.test(rest)) return "this is not a valid JSON number";
  if (/^\s/.test(rest)) return "there is a special space, as from a web page; type a plain one";
  return `the character ${String.fromCodePoint(rest.codePointAt(0) ?? 0)} is not allowed here`;
}

function describeString(rest: string): string {
  const [, inside = "", after = ""] =
    /^"((?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)(.?)/s.exec(rest) ?? [];
  if (after === "\n" || after === "\r") return "a string is not closed on its line; a line break inside it is \\n";
  if (after === "\\") return `after \\ there must be one of " \\ / b f n r t u, in ${shorten(`"${inside}`)}`;
  return after === "" ? "a string is not closed" : "there is a control character in a string";
}

function missingEnd({ stack }: Scan): string {
  const closer = stack.at(-1)?.closer;
  return closer === undefined ? "the text is empty" : `the text ends before the closing ${closer}`;
}

/** A whole number above 2^53 may be written as another one. */
function isKept(digits: string): boolean {
  const value = Number(digits);
  if (!Number.isFinite(value)) return false;
  return !/^-?\d+$/.test(digits) || String(value) === digits || BigInt(digits) === BigInt(value);
}

function quoteGaps(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\ufdd0[^\ufdd0\ufdd1]*\ufdd1/gs, (found) =>
    found.startsWith('"') ? found : JSON.stringify(found),
  );
}

/** A URL may contain secrets anywhere. */
function shorten(text: string): string {
  if (text.includes("://")) return "a text with a URL";
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function faultAt(text: string, at: number, reason: string): JsonFault {
  return { ...placeOf(text, at), reason };
}
