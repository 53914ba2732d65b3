import type { Json } from "../../job/job.ts";
import { evaluate } from "./evaluate.ts";
import type { Language } from "./language.ts";
import type { Program } from "./program.ts";
import { type Token, tokenize } from "./tokens.ts";

const declarations = /^(?:const|let|var|val|final|string|auto)$/;
/** The most tokens of a type between a declared name and its `=`. */
const maxTypeTokens = 12;

/** A program, with the names that it sets exactly once. */
export function readProgram(text: string, language: Language): Program {
  const tokens = tokenize(text, language);
  const places = listAssignments(tokens, language);
  const values = new Map<string, Json | undefined>();
  const program: Program = { text, language, tokens, lookUp, ends: new Map(), isBroken: false };

  /** Each name is evaluated once; a circular one stays unresolved. */
  function lookUp(name: string): Json | undefined {
    if (values.has(name)) return values.get(name);
    values.set(name, undefined);
    const place = places.get(name);
    if (place === undefined || place < 0) return undefined;
    const { value, isExact } = evaluate(program, place);
    if (isExact || typeof value === "object") values.set(name, value);
    return values.get(name);
  }
  return program;
}

/** Where the value of each name begins; -1 for a name that is set more than once. */
function listAssignments(tokens: Token[], language: Language): Map<string, number> {
  const places = new Map<string, number>();
  tokens.forEach((token, at) => {
    if (token.kind !== "word") return;
    const before = tokens[at - 1];
    const isDeclared = declarations.test(before?.value ?? "") && before?.kind === "word";
    const canAssign =
      isDeclared ||
      (language !== "javascript" && (token.isFirst || before === undefined || /^[;{]$/.test(before.value)));
    if (!canAssign) return;
    const value = placeOfValue(tokens, at + 1, isDeclared);
    // Named arguments look like assignments.
    const isArgument = tokens[token.parent]?.value === "(" || (tokens[token.parent]?.value ?? "").startsWith("@{");
    if (value > 0 && !isArgument) places.set(token.value, places.has(token.value) ? -1 : value);
  });
  return places;
}

function placeOfValue(tokens: Token[], start: number, isDeclared: boolean): number {
  for (let at = start; at < start + (isDeclared ? maxTypeTokens : 1); at += 1) {
    const value = tokens[at]?.value;
    if (value === "=" || value === ":=") return at + 1;
    if (value === undefined || /^[;)}]$|^=>$/.test(value)) return -1;
  }
  return -1;
}
