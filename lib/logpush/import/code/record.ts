import { isJsonObject, type Json, type JsonObject } from "../../job/job.ts";
import { markGap } from "../gaps.ts";
import { type Evaluated, type Program, undefinedMark } from "./program.ts";

/** Evaluates the expression at a token. */
type Evaluate = (at: number) => Evaluated;

/** The keys and values in a bracket: an object, a dictionary, a hashtable, a struct, or named arguments. */
export function readRecord(
  program: Program,
  open: number,
  evaluate: Evaluate,
): { value: JsonObject; isExact: boolean; isBroken: boolean } {
  const { tokens } = program;
  const close = tokens[open]?.pair ?? -1;
  const entries = new Map<string, Json>();
  const named = new Set<string>();
  let isExact = true;
  let isBroken = false;
  let at = open + 1;
  while (at < close) {
    const token = tokens[at];
    if (token?.value === "," || token?.value === ";") {
      at += 1;
      continue;
    }
    const member = readMember(program, at, evaluate);
    for (const { key, value, isNamed } of member.entries) {
      if (isNamed && named.has(key)) entries.set(key, markGap(`${key}, which is set twice`, "expression"));
      else if (value === undefinedMark) entries.delete(key);
      else entries.set(key, value);
      if (isNamed) named.add(key);
    }
    isExact &&= member.isExact;
    at = Math.max(member.next, at + 1);
    // Only PowerShell also separates by line ends.
    isBroken ||= program.language !== "powershell" && at < close && !isSeparator(program, at);
  }
  return { value: Object.fromEntries(entries), isExact, isBroken };
}

type Read = { entries: { key: string; value: Json; isNamed: boolean }[]; next: number; isExact: boolean };

function readMember(program: Program, at: number, evaluate: Evaluate): Read {
  const { tokens } = program;
  const token = tokens[at];
  if (token?.value === "..." || token?.value === "**") {
    const { value, next, isExact } = evaluate(at + 1);
    const entries = isJsonObject(value) ? Object.entries(value) : [["...", value] as const];
    return { entries: entries.map(([key, item]) => ({ key, value: item, isNamed: false })), next, isExact };
  }
  const { key, behind } = readKey(program, at, evaluate);
  const separator = tokens[behind]?.value ?? "";
  if (key !== undefined && /^(?:[:=]|=>)$/.test(separator)) {
    const { value, next, isExact } = readValue(program, behind + 1, evaluate);
    return { entries: [{ key, value, isNamed: true }], next, isExact };
  }
  if (
    key !== undefined &&
    token?.kind === "word" &&
    (isSeparator(program, behind) || tokens[behind]?.kind === "close")
  ) {
    // A name alone is both the key and its value. The first argument of a call is positional, and has no key.
    const { value, isExact } = evaluate(at);
    return {
      entries: tokens[token.parent]?.value === "(" ? [] : [{ key: key.replace(/^\$/, ""), value, isNamed: true }],
      next: behind,
      isExact,
    };
  }
  const { next } = evaluate(at);
  return { entries: [], next, isExact: false };
}

function isSeparator({ tokens }: Program, at: number): boolean {
  return tokens[at]?.value === "," || tokens[at]?.value === ";";
}

function readKey(program: Program, at: number, evaluate: Evaluate): { key?: string; behind: number } {
  const { tokens } = program;
  const token = tokens[at];
  if (token?.kind === "word" || token?.kind === "number") return { key: token.value, behind: at + 1 };
  if (token?.kind === "text") {
    const isPlain = token.pieces?.every((piece) => typeof piece === "string");
    return {
      key: isPlain ? token.pieces?.join("") : markGap("a key that is an expression", "expression"),
      behind: at + 1,
    };
  }
  if (token?.kind === "open" && (token.value === "[" || token.value === "(") && token.pair > at) {
    const { value, next } = evaluate(at + 1);
    if (typeof value === "string" && next === token.pair) return { key: value, behind: token.pair + 1 };
  }
  return { behind: at };
}

/** In PowerShell a comma makes a list of its operands. */
function readValue(program: Program, at: number, evaluate: Evaluate): ReturnType<typeof evaluate> {
  const { tokens, language } = program;
  const first = evaluate(at);
  if (language !== "powershell" || tokens[first.next]?.value !== ",") return first;
  const items = [first.value];
  let { next, isExact } = first;
  while (tokens[next]?.value === ",") {
    const item = evaluate(next + 1);
    items.push(item.value);
    isExact &&= item.isExact;
    next = Math.max(item.next, next + 1);
  }
  return { value: items, next, isExact };
}
