import type { Language } from "./language.ts";
import { readString, type TextPiece } from "./strings.ts";

export type Token = {
  kind: "text" | "number" | "word" | "open" | "close" | "sign";
  /** The characters as written; for a text see `pieces`. */
  value: string;
  pieces?: TextPiece[];
  at: number;
  end: number;
  /** From 1. */
  line: number;
  /** Whether a line break comes before it. */
  isFirst: boolean;
  /** For a bracket, the index of its partner; for any other token, of the bracket around it. -1 for none. */
  pair: number;
  parent: number;
};

const space = /[\s\u200b\ufeff]+/y;
const comments: Record<Language, RegExp> = {
  javascript: /\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/y,
  go: /\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/y,
  python: /#[^\n]*|\\\r?\n/y,
  powershell: /<#(?:[^#]|#(?!>))*(?:#>|$)|#[^\n]*|`[ \t]*\r?\n/y,
  jq: /#[^\n]*/y,
};
const numeral = /(?:0[xX][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)n?/y;
const words: Record<Language, RegExp> = {
  javascript: /[\p{L}_$#@][\p{L}\p{N}_$]*/uy,
  go: /[\p{L}_][\p{L}\p{N}_]*/uy,
  python: /[\p{L}_][\p{L}\p{N}_]*/uy,
  powershell: /\$\{[^}\n]*\}|\$(?:\w+:)?\w+|-?[\p{L}_][\p{L}\p{N}_-]*/uy,
  jq: /\$__loc__|\$?[\p{L}_][\p{L}\p{N}_]*/uy,
};
const sign = /\.\.\.|=>|:=|\*\*|===?|!==?|<=|>=|&&|\|\||\?\?|\?\.|[^\s]/uy;
/** The most unclosed brackets inside a closed one. */
const maxSkipped = 8;
const openers: Record<string, string> = { "{": "}", "[": "]", "(": ")", "@{": "}", "@(": ")", "$(": ")" };

/**
 * Splits a program into tokens, in one pass. It never fails: an unknown character is a sign, and an open text ends with
 * its line.
 */
export function tokenize(text: string, language: Language): Token[] {
  const tokens: Token[] = [];
  const open: number[] = [];
  let at = 0;
  let isFirst = true;
  let line = 1;

  function push(kind: Token["kind"], end: number, pieces?: TextPiece[]): Token {
    const token = { kind, value: text.slice(at, end), at, end, line, isFirst, pair: -1, parent: open.at(-1) ?? -1 };
    tokens.push(pieces ? { ...token, pieces } : token);
    if (kind === "text") line += countLines(token.value);
    at = end;
    isFirst = false;
    return tokens.at(-1) ?? token;
  }

  function match(pattern: RegExp): number {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : -1;
  }

  while (at < text.length) {
    const blank = match(space);
    const skipped = blank > at ? blank : match(comments[language]);
    if (skipped > at) {
      const lines = countLines(text.slice(at, skipped));
      line += lines;
      // A line can continue after a backtick or a backslash.
      isFirst ||= lines > 0 && !/^[`\\]/.test(text.charAt(at));
      at = skipped;
      continue;
    }
    const string = readString(text, at, language);
    const bracket = /^(?:@[{(]|\$\()/.test(text.slice(at, at + 2)) && language === "powershell" ? 2 : 1;
    const mark = text.slice(at, at + bracket);
    if (string) push("text", string.end, string.pieces);
    else if (Object.hasOwn(openers, mark)) {
      push("open", at + bracket);
      open.push(tokens.length - 1);
    } else if (/^[\])}]/.test(mark)) close(mark);
    else if (match(numeral) > at) push("number", match(numeral));
    else if (match(words[language]) > at) push("word", match(words[language]));
    else push("sign", Math.max(match(sign), at + 1));
  }
  return tokens;

  /** A closer of another kind closes what is open inside its own bracket, if there is one. */
  function close(mark: string): void {
    let depth = open.length - 1;
    const lowest = Math.max(0, depth - maxSkipped);
    while (depth >= lowest && openers[tokens[open[depth] ?? -1]?.value ?? ""] !== mark) depth -= 1;
    const place = depth < lowest ? -1 : (open[depth] ?? -1);
    if (place >= 0) open.length = depth;
    const opener = tokens[place];
    if (opener) opener.pair = tokens.length;
    push("close", at + 1).pair = place;
  }
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}
