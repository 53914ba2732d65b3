import { isJsonObject, type Json, type JsonObject } from "../../job/job.ts";
import { markGap } from "../gaps.ts";
import { type Evaluated, isRecord, type Program, undefinedMark } from "./program.ts";
import { readRecord } from "./record.ts";
import { tokenize } from "./tokens.ts";
import { asText, gapFor, joinPieces, memberOf, numberOf, sumOf } from "./values.ts";

const maxDepth = 32;
const constants: Record<string, Json> = {
  true: true,
  false: false,
  null: null,
  True: true,
  False: false,
  None: null,
  nil: null,
  $true: true,
  $false: false,
  $null: null,
};
/** Calls that return their one argument, as SDKs and Pulumi wrap values. */
const wrappers: ReadonlySet<string> = new Set(
  "F String Bool Int Int64 Float Float64 Number Raw Null byte output secret interpolate str bytes Some of".split(" "),
);
const encoders: ReadonlySet<string> = new Set(["JSON.stringify", "json.dumps", "ConvertTo-Json"]);

/** Evaluates the expression that begins at a token, without running anything. */
export function evaluate(program: Program, start: number, depth = 0): Evaluated {
  const { tokens, language } = program;
  const terms: Evaluated[] = [];
  let next = start;
  for (;;) {
    const term = evaluateTerm(program, next, depth);
    if (!term) return unknown(program, start);
    terms.push(term);
    next = term.next;
    const follower = tokens[next];
    if (follower?.value === "+" && follower.kind === "sign") next += 1;
    // Adjacent strings are one string in Python.
    else if (!(language === "python" && follower?.kind === "text" && tokens[next - 1]?.kind === "text")) break;
  }
  const value = sumOf(terms.map((term) => term.value));
  if (value === undefined) return unknown(program, start);
  return finish(program, start, { value, next, isExact: terms.every(({ isExact }) => isExact) });
}

/** Skips what can follow a value without changing it. With anything else after it, the value is unknown. */
function finish(program: Program, start: number, found: Evaluated): Evaluated {
  const { tokens, language } = program;
  const follower = tokens[found.next];
  if (isEnd(program, found.next)) return found;
  if (language === "javascript" && /^(?:as|satisfies|!)$/.test(follower?.value ?? "")) {
    return { ...found, next: endOfExpression(program, found.next) };
  }
  if (follower?.value === "|") {
    const filter = tokens[found.next + 1]?.value ?? "";
    const end = endOfExpression(program, found.next);
    if (filter === "ConvertTo-Json" || filter === "tojson") return { ...found, value: asText(found.value), next: end };
    if (filter === "tostring" && typeof found.value === "string") return { ...found, next: end };
    const digits = typeof found.value === "string" ? Number(found.value.trim() || "x") : Number.NaN;
    if (filter === "tonumber" && Number.isFinite(digits)) return { ...found, value: digits, next: end };
  }
  return unknown(program, start);
}

/** Whether the expression before the token ends there. */
function isEnd({ tokens, language }: Program, at: number): boolean {
  const token = tokens[at];
  if (!token || token.kind === "close") return true;
  if (token.value === "," || token.value === ";") return token.kind === "sign";
  return token.isFirst && language !== "jq" && !/^(?:[.?|&*/%<>=-]|\?\.|\?\?|\|\||&&|===?|!==?)$/.test(token.value);
}

/** The first token after an expression that cannot be read. */
function endOfExpression(program: Program, start: number): number {
  const { tokens, ends } = program;
  const passed: number[] = [];
  let at = start;
  while (at === start || !isEnd(program, at)) {
    const token = tokens[at];
    const known = at === start ? undefined : ends.get(at);
    if (known !== undefined) at = known;
    if (known !== undefined || !token || token.kind === "close") break;
    passed.push(at);
    at = token.kind === "open" && token.pair > at ? token.pair + 1 : at + 1;
  }
  for (const place of passed) ends.set(place, at);
  return at;
}

function unknown(program: Program, start: number): Evaluated {
  const next = Math.max(endOfExpression(program, start), start);
  const source = program.text.slice(program.tokens[start]?.at ?? 0, program.tokens[next - 1]?.end ?? 0);
  return { value: gapFor(program, start, source, "expression"), next, isExact: false };
}

/** Evaluates one operand; undefined if none can begin here. */
export function evaluateTerm(program: Program, at: number, depth = 0): Evaluated | undefined {
  const { tokens, language } = program;
  const token = tokens[at];
  if (!token || depth > maxDepth) return undefined;
  if (token.kind === "text") return { ...joinPieces(program, token.pieces ?? []), next: at + 1 };
  if (token.kind === "number") return numberOf(token.value, at + 1);
  if (token.value === "-" && tokens[at + 1]?.kind === "number") {
    const number = numberOf(tokens[at + 1]?.value ?? "", at + 2);
    return number && typeof number.value === "number" ? { ...number, value: -number.value } : undefined;
  }
  if (token.kind === "open") return readGroup(program, at, depth);
  if (token.value === "&" || token.value === "*" || token.value === "await" || token.value === "new") {
    return evaluateTerm(program, at + 1, depth + 1);
  }
  if (token.kind !== "word" && !(language === "jq" && token.value === ".")) return undefined;
  if (Object.hasOwn(constants, token.value))
    return { value: constants[token.value] ?? null, next: at + 1, isExact: true };
  return readPath(program, at, depth);
}

function readGroup(program: Program, at: number, depth: number): Evaluated | undefined {
  const { tokens, language } = program;
  const { value: mark, pair } = tokens[at] ?? { value: "", pair: -1 };
  if (pair < 0) return undefined;
  if (mark === "{" || mark === "@{") {
    if (language === "go" && !isRecord(program, at)) return readList(program, at, depth);
    return recordOf(program, at, depth);
  }
  if (mark === "(") {
    const inner = evaluate(program, at + 1, depth + 1);
    return inner.next === pair ? { ...inner, next: pair + 1 } : undefined;
  }
  if (mark === "[" && (language === "go" || language === "powershell")) {
    // A type before the value, such as []string{...} or [ordered]@{...}.
    const isType = pair - at <= 2 && (tokens[pair + 1]?.kind === "open" || tokens[pair + 1]?.kind === "word");
    if (isType) return evaluateTerm(program, pair + 1, depth + 1);
  }
  return mark === "$(" ? undefined : readList(program, at, depth);
}

/** The keys and values in a bracket; undefined if a comma between two of them is missing. */
export function recordOf(program: Program, open: number, depth = 0): (Evaluated & { value: JsonObject }) | undefined {
  const { value, isExact, isBroken } = readRecord(program, open, (at) => evaluate(program, at, depth + 1));
  if (isBroken) program.isBroken = true;
  if (isBroken) return undefined;
  return { value, next: (program.tokens[open]?.pair ?? open) + 1, isExact };
}

function readList(program: Program, at: number, depth: number): Evaluated {
  const { tokens } = program;
  const pair = tokens[at]?.pair ?? -1;
  const items: Json[] = [];
  let isExact = true;
  let next = at + 1;
  while (next < pair) {
    if (tokens[next]?.value === "," || tokens[next]?.value === ";") next += 1;
    else {
      const isSpread = /^(?:\.\.\.|\*)$/.test(tokens[next]?.value ?? "");
      const item = evaluate(program, isSpread ? next + 1 : next, depth + 1);
      if (isSpread && Array.isArray(item.value)) items.push(...item.value);
      else items.push(item.value);
      isExact &&= item.isExact;
      next = Math.max(item.next, next + 1);
    }
  }
  return { value: items, next: pair + 1, isExact };
}

/** A name, a member of it, or a call. */
function readPath(program: Program, at: number, depth: number): Evaluated | undefined {
  const { tokens, text } = program;
  let next = at + 1;
  while (/^(?:\.|\?\.|::)$/.test(tokens[next]?.value ?? "") && tokens[next + 1]?.kind === "word") next += 2;
  const path = text.slice(tokens[at]?.at ?? 0, tokens[next - 1]?.end ?? 0);
  const follower = tokens[next];
  if (follower?.kind === "text" && !follower.isFirst && /interpolate$/.test(path))
    return evaluateTerm(program, next, depth);
  if (path === "ConvertTo-Json" && /^-InputObject$/i.test(follower?.value ?? "")) {
    const inner = evaluateTerm(program, next + 1, depth + 1);
    return inner && { ...inner, value: asText(inner.value) };
  }
  if (follower?.kind === "open" && !follower.isFirst && follower.pair > next) {
    if (follower.value === "(") return readCall(program, { path, open: next, at }, depth);
    // A struct after its type.
    return follower.value === "{" ? readGroup(program, next, depth + 1) : undefined;
  }
  const value = memberOf(program, path.split(/\?\.|\.|::/));
  if (value !== undefined) return { value, next, isExact: true };
  if (path === "undefined") return { value: undefinedMark, next, isExact: true };
  return { value: gapFor(program, at, path, "absent"), next, isExact: false };
}

function readCall(
  program: Program,
  { path, open, at }: { path: string; open: number; at: number },
  depth: number,
): Evaluated | undefined {
  const pair = program.tokens[open]?.pair ?? open;
  if (isRecord(program, open) && program.tokens[open + 2]?.value === "=") {
    return recordOf(program, open, depth);
  }
  const isWrapper = wrappers.has(path.split(/\.|::/).at(-1) ?? "");
  if ((isWrapper || encoders.has(path)) && pair > open + 1) {
    const { value, next, isExact } = evaluate(program, open + 1, depth + 1);
    if (isWrapper && next === pair) return { value, next: pair + 1, isExact };
    if (encoders.has(path)) return { value: asText(value), next: pair + 1, isExact };
  }
  // A call may be the start of a longer chain.
  const source = `${path}(…)`;
  const short = path.length <= 60 ? markGap(source, "expression") : gapFor(program, at, source, "expression");
  return { value: short, next: pair + 1, isExact: false };
}

/** The value of a jq program that only combines texts and `--arg` variables; undefined for any other. */
export function evaluateJq(text: string, variables: ReadonlyMap<string, Json>): Json | undefined {
  const tokens = tokenize(text, "jq");
  const program: Program = {
    text,
    language: "jq",
    tokens,
    lookUp: (name) => variables.get(name),
    ends: new Map(),
    isBroken: false,
  };
  const { value, next, isExact } = evaluate(program, 0);
  return next === tokens.length && (isExact || isJsonObject(value)) ? value : undefined;
}
