import { type ExactJson, type ExactObject, NumberText } from "./exact-json.ts";
import { scanString } from "./json-string.ts";

/** What may come next in the text. */
type Expected = "value" | "value or end" | "key" | "key or end" | ":" | ", or end" | "nothing";

/**
 * Where a text is not accepted. `line` and `column` count from 1, `offset` from 0; `text` is the repeated key or the long
 * number. `describeFault` makes a phrase of it.
 */
export type JsonFault = {
  kind: "syntax" | "duplicate" | "depth" | "number";
  offset: number;
  line: number;
  column: number;
  text: string;
  expected: Expected;
  /** Of the innermost open bracket. */
  closer?: "]" | "}";
};
export type JsonScan = { ok: true; value: ExactJson } | { ok: false; fault: JsonFault };

type ScanOptions = {
  maxDepth: number;
  /** Accept any number, as its text, and a repeated key, of which the last one counts. */
  isLenient: boolean;
  /** Read a gap (an import's mark for what the pasted text does not contain) outside a string as a text. */
  hasGaps: boolean;
};

/** Deeper than any setting of a job, and shallow enough for everything that walks through it. */
const strict: ScanOptions = { maxDepth: 32, isLenient: false, hasGaps: false };

const space = /[ \t\n\r]+/y;
const token =
  /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b|[{}[\],:]|\ufdd0[^\ufdd0\ufdd1]*\ufdd1/y;

type Frame = { closer: "]"; items: ExactJson[] } | { closer: "}"; entries: [string, ExactJson][]; keys: Set<string> };
type Refusal = Pick<JsonFault, "kind" | "text">;
type Scan = { frames: Frame[]; expected: Expected; result?: ExactJson } & ScanOptions;

/**
 * Parses JSON, strictly by RFC 8259 and in linear time, without changing a number, and reports where and why it fails. A
 * repeated key and a number that JavaScript cannot hold are faults too, because something would be dropped silently.
 */
export function scanJson(text: string, options: Partial<ScanOptions> = {}): JsonScan {
  const scan: Scan = { ...strict, ...options, frames: [], expected: "value" };
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const found = tokenAt(text, at);
    const isToken = found !== undefined && (scan.hasGaps || !found.startsWith("\ufdd0"));
    const refusal = isToken ? take(scan, found) : syntax;
    if (refusal) return faultAt(text, at, { scan, refusal });
    at = skipSpace(text, at + (found?.length ?? 0));
  }
  if (scan.result !== undefined && scan.expected === "nothing") return { ok: true, value: scan.result };
  return faultAt(text, at, { scan, refusal: syntax });
}

const syntax: Refusal = { kind: "syntax", text: "" };

function faultAt(
  text: string,
  offset: number,
  { scan: { expected, frames }, refusal }: { scan: Scan; refusal: Refusal },
): JsonScan {
  const closer = frames.at(-1)?.closer;
  const fault = { ...refusal, offset, ...placeOf(text, offset), expected, ...(closer ? { closer } : {}) };
  return { ok: false, fault };
}

/** Where an offset is, both counted from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

/** The token at an offset, or undefined if none begins there. */
export function tokenAt(text: string, at: number): string | undefined {
  if (text[at] === '"') {
    const scanned = scanString(text, at);
    return "end" in scanned ? text.slice(at, scanned.end) : undefined;
  }
  token.lastIndex = at;
  return token.exec(text)?.[0];
}

function skipSpace(text: string, at: number): number {
  space.lastIndex = at;
  return at + (space.exec(text)?.[0].length ?? 0);
}

/** Consumes one token, unless it is not allowed here. */
function take(scan: Scan, found: string): Refusal | undefined {
  if (scan.expected === "nothing") return syntax;
  if (found === "]" || found === "}") return close(scan, found);
  if (found === "," || found === ":") return separate(scan, found);
  if (scan.expected === "key" || scan.expected === "key or end") return takeKey(scan, found);
  if (scan.expected !== "value" && scan.expected !== "value or end") return syntax;
  if (found === "[" || found === "{") return open(scan, found);
  const value = scalarOf(found);
  if (!scan.isLenient && value instanceof NumberText && !isKept(found)) {
    return { kind: "number", text: found };
  }
  add(scan, value);
  return undefined;
}

function open(scan: Scan, found: "[" | "{"): Refusal | undefined {
  if (scan.frames.length >= scan.maxDepth) return { kind: "depth", text: "" };
  scan.frames.push(found === "[" ? { closer: "]", items: [] } : { closer: "}", entries: [], keys: new Set() });
  scan.expected = found === "[" ? "value or end" : "key or end";
  return undefined;
}

function close(scan: Scan, found: "]" | "}"): Refusal | undefined {
  const frame = scan.frames.at(-1);
  if (frame?.closer !== found || !scan.expected.endsWith("or end")) return syntax;
  scan.frames.pop();
  add(scan, frame.closer === "]" ? frame.items : objectOf(frame.entries));
  return undefined;
}

/** `__proto__` is a key like others, and of two equal keys the last one counts, as in `JSON.parse`. */
function objectOf(entries: [string, ExactJson][]): ExactObject {
  return Object.fromEntries(entries);
}

function separate(scan: Scan, found: "," | ":"): Refusal | undefined {
  if (found === "," && scan.expected === ", or end" && scan.frames.length > 0) {
    scan.expected = scan.frames.at(-1)?.closer === "}" ? "key" : "value";
  } else if (found === ":" && scan.expected === ":") {
    scan.expected = "value";
  } else {
    return syntax;
  }
  return undefined;
}

function takeKey(scan: Scan, found: string): Refusal | undefined {
  const frame = scan.frames.at(-1);
  if (!found.startsWith('"') || frame?.closer !== "}") return syntax;
  const key: string = JSON.parse(found);
  if (frame.keys.has(key) && !scan.isLenient) {
    return { kind: "duplicate", text: key };
  }
  frame.keys.add(key);
  frame.entries.push([key, null]);
  scan.expected = ":";
  return undefined;
}

/** Puts a finished value where it belongs. */
function add(scan: Scan, value: ExactJson): void {
  const frame = scan.frames.at(-1);
  const entry = frame?.closer === "}" ? frame.entries.at(-1) : undefined;
  if (entry) entry[1] = value;
  else if (frame?.closer === "]") frame.items.push(value);
  else scan.result = value;
  scan.expected = frame ? ", or end" : "nothing";
}

function scalarOf(found: string): ExactJson {
  if (found.startsWith('"')) return JSON.parse(found);
  if (found.startsWith("\ufdd0")) return found;
  if (found === "true" || found === "false") return found === "true";
  if (found === "null") return null;
  return String(Number(found)) === found ? Number(found) : new NumberText(found);
}

/** Whether this number is written again with the same value. A whole one above 2^53 may become another one. */
function isKept(digits: string): boolean {
  const value = Number(digits);
  if (!Number.isFinite(value)) return false;
  return !/^-?\d+$/.test(digits) || Number.isSafeInteger(value) || String(value) === digits;
}
