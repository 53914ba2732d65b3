import type { Language } from "./language.ts";

/** A piece of a text: a literal, or an expression in it as written. */
export type TextPiece = string | { code: string };

type Found = { end: number; pieces: TextPiece[] };

/** Reads the string literal that begins at `at`, with its escapes decoded; undefined if none begins there. */
export function readString(text: string, at: number, language: Language): Found | undefined {
  const first = text.charAt(at);
  switch (language) {
    case "javascript":
      if (first === "`") return readEscaped(text, at + 1, "`", language, "${");
      return first === '"' || first === "'" ? readEscaped(text, at + 1, first, language) : undefined;
    case "go":
      if (first === "`") return readVerbatim(text, at + 1, "`");
      return first === '"' || first === "'" ? readEscaped(text, at + 1, first, language) : undefined;
    case "jq":
      return first === '"' ? readEscaped(text, at + 1, '"', language, "\\(") : undefined;
    case "python":
      return readPython(text, at);
    case "powershell":
      return readPowerShell(text, at);
  }
}

function readPython(text: string, at: number): Found | undefined {
  const [start, prefix = "", quote = ""] = /^([rRbBuUfF]{0,2})("""|'''|"|')/.exec(text.slice(at, at + 5)) ?? [];
  if (start === undefined || /[\p{L}\p{N}_]/u.test(text.charAt(at - 1))) return undefined;
  const from = at + start.length;
  if (/r/i.test(prefix)) return readVerbatim(text, from, quote);
  return readEscaped(text, from, quote, "python", /f/i.test(prefix) ? "{" : undefined);
}

const curly = "\u2018\u2019\u201a\u201b";
const curlyDouble = "\u201c\u201d\u201e";

/** about_Quoting_Rules: PowerShell accepts curly quotes as straight ones; a doubled quote is one quote. */
function readPowerShell(text: string, at: number): Found | undefined {
  const first = text.charAt(at);
  const head = /^@(['"])[ \t]*\r?\n/.exec(text.slice(at, at + 80));
  if (head) return readHereString(text, at + head[0].length, head[1] ?? "");
  const isVerbatim = `'${curly}`.includes(first) && first !== "";
  const isExpandable = `"${curlyDouble}`.includes(first) && first !== "";
  if (!isVerbatim && !isExpandable) return undefined;
  const quotes = isVerbatim ? `'${curly}` : `"${curlyDouble}`;
  let end = at + 1;
  for (; end < text.length; end += 1) {
    const sign = text.charAt(end);
    if (sign === "`" && isExpandable) end += 1;
    else if (quotes.includes(sign)) {
      if (!quotes.includes(text.charAt(end + 1)) || end + 1 >= text.length) break;
      end += 1;
    }
  }
  const doubled = new RegExp(`([${quotes}])[${quotes}]`, "g");
  const inner = text.slice(at + 1, end);
  if (isVerbatim) return { end: Math.min(end + 1, text.length), pieces: [inner.replace(doubled, "$1")] };
  return { end: Math.min(end + 1, text.length), pieces: expand(inner, doubled) };
}

function readHereString(text: string, from: number, quote: string): Found {
  const close = new RegExp(`(?:\\r?\\n|^)${quote}@`, "g");
  // If the text is empty, the line end before it may be the one that closes it.
  close.lastIndex = from - 1;
  const found = close.exec(text);
  const inner = text.slice(from, Math.max(from, found?.index ?? text.length));
  const end = found ? close.lastIndex : text.length;
  return { end, pieces: quote === '"' ? expand(inner) : [inner] };
}

const powerShellEscapes: Record<string, string> = {
  n: "\n",
  r: "\r",
  t: "\t",
  "0": "\0",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  e: "\x1b",
};

function expand(inner: string, doubled?: RegExp): TextPiece[] {
  const pieces: TextPiece[] = [];
  const pattern = /`u\{([\da-fA-F]{1,6})\}|`([\s\S])|\$\(((?:[^()]|\([^()]*\))*)\)|(\$\{[^}]*\}|\$(?:\w+:)?\w+)/g;
  let copied = 0;
  const plain = (part: string) => (doubled ? part.replace(doubled, "$1") : part);
  for (const found of inner.matchAll(pattern)) {
    const [whole, unicode, escaped, code, variable] = found;
    pieces.push(plain(inner.slice(copied, found.index)));
    copied = found.index + whole.length;
    if (unicode !== undefined) pieces.push(fromCode(unicode));
    else if (escaped !== undefined) pieces.push(powerShellEscapes[escaped] ?? escaped);
    else pieces.push({ code: code ?? variable ?? "" });
  }
  return [...pieces, plain(inner.slice(copied))].filter((piece) => piece !== "");
}

function readVerbatim(text: string, from: number, quote: string): Found {
  const close = text.indexOf(quote, from);
  const end = close < 0 ? text.length : close;
  return { end: Math.min(end + quote.length, text.length), pieces: [text.slice(from, end)] };
}

const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", a: "\x07", "0": "\0" };
const escapeSequence =
  /\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|\r?\n|([\s\S]))/y;

/** A string with backslash escapes. `inset` begins an expression inside it; without one, a line end closes it. */
function readEscaped(text: string, from: number, quote: string, language: Language, inset?: string): Found {
  const pieces: TextPiece[] = [];
  const isMultiline = quote.length === 3 || quote === "`" || language === "jq";
  let plain = "";
  let at = from;
  while (at < text.length && !text.startsWith(quote, at)) {
    const sign = text.charAt(at);
    if (sign === "\n" && !isMultiline) break;
    if (inset === "{" && /^(?:\{\{|\}\})/.test(text.slice(at, at + 2))) {
      plain += sign;
      at += 2;
    } else if (inset !== undefined && text.startsWith(inset, at)) {
      const end = endOfInset(text, at + inset.length, inset.endsWith("(") ? "()" : "{}");
      pieces.push(plain, { code: text.slice(at + inset.length, end) });
      plain = "";
      at = end + 1;
    } else if (sign === "\\") {
      escapeSequence.lastIndex = at;
      const [whole = sign, braced, four, eight, two, single] = escapeSequence.exec(text) ?? [];
      const hex = braced ?? four ?? eight ?? two;
      plain += hex === undefined ? decodeEscape(single, language) : fromCode(hex);
      at += whole.length;
    } else {
      plain += sign;
      at += 1;
    }
  }
  const isClosed = text.startsWith(quote, at);
  const end = Math.min(isClosed ? at + quote.length : at, text.length);
  const rest: TextPiece[] = isClosed ? [plain] : [plain, { code: "text without an end" }];
  return { end, pieces: [...pieces, ...rest].filter((piece) => piece !== "") };
}

/** Python keeps the backslash of an unknown escape; the others drop it. */
function decodeEscape(single: string | undefined, language: Language): string {
  if (single === undefined) return "";
  const known = escapes[single];
  return known ?? (language === "python" && !/["'\\]/.test(single) ? `\\${single}` : single);
}

function fromCode(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
}

/** The offset of the bracket that closes an expression inside a text. */
function endOfInset(text: string, from: number, [open, close]: string | string[]): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === open) depth += 1;
    else if (sign === close) depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}
