import { referenceEnd } from "../destination/references.ts";
import { undoEscapes } from "../destination/undo-escapes.ts";
import { readValue, type ValueParts } from "./pasted-value.ts";
import { schemes } from "./scheme-facts.ts";

/** A pasted text without the quotes and escapes of its surroundings. */
export type PastedText = {
  /** The text before and after the string itself, as pasted. */
  before: string;
  after: string;
  text: string;
  /** The source of each UTF-16 unit of `text`. Joined between `before` and `after`, they are the pasted text. */
  sources: string[];
  /** Whether characters of the string itself were escaped, as in JSON, HTML and shells. */
  isEscaped: boolean;
  /** Whether a shell's quotes or a program's `+` occurred inside the string. */
  isJoined: boolean;
};

const quotes: Record<string, string> = { '"': '"', "'": "'", "`": "`", "<": ">", "“": "”" };
const space = /[\s\u200b-\u200d\u2060\ufeff]/;
/** The start of a destination. A text that begins with one is not searched for another. */
const address = /^[a-z][a-z0-9+.-]*:\/\//i;
/** The name of the setting in JSON, Terraform, SDKs and environments, its separator, and the start of its value. */
const key =
  /["'`]?\b(?:destination_?conf|destination-conf)["'`]?(?:\s*(?::|=>|=)\s*|\s+(?=["'`]))(?:[A-Za-z_.]+\(\s*)*(?:[fFrRbuU@$]{1,2}(?=["'`])|<<[-~]?["']?\w+["']?\r?\n\s*)?/gi;
const known = new RegExp(String.raw`(?<=^|[\s"'\`=(>])(?:${schemes.join("|")})://(?!api\.cloudflare\.com)`, "gi");

/** Finds the destination string in a pasted text: a string, quoted or not, or the JSON, HCL or command around it. */
export function readPasted(paste: string): PastedText {
  const mapped = undoEscapes(paste);
  const { text, sources } = mapped;
  const { start, end } = findInner(text);
  const value = findInnermost(text, start, end) ?? { parts: [{ from: start, to: end }], end, isJoined: false };
  const taken = takeParts(value, sources, start);
  return {
    before: sources.slice(0, taken.start).join(""),
    after: sources.slice(value.end).join(""),
    text: value.parts.map((part) => (typeof part === "string" ? part : text.slice(part.from, part.to))).join(""),
    sources: taken.sources,
    isEscaped: value.parts.some(
      (part) => typeof part !== "string" && sources.slice(part.from, part.to).some((source) => source.length > 1),
    ),
    isJoined: value.isJoined,
  };
}

/** Each unit with its source. Text that was left out between two parts belongs to the unit before it. */
function takeParts({ parts, end }: ValueParts, sources: string[], start: number) {
  const taken: string[] = [];
  const first = parts.find((part) => typeof part !== "string");
  let at = first?.from ?? end;
  const begin = at;
  const addToLast = (text: string) => {
    const last = taken.pop();
    taken.push((last ?? "") + text);
  };
  for (const part of parts) {
    // One by one: passed as arguments of one call, the units of a long text would overflow the stack.
    if (typeof part === "string") {
      for (let unit = 0; unit < part.length; unit += 1) taken.push("");
      continue;
    }
    if (part.from > at) addToLast(sources.slice(at, part.from).join(""));
    for (const source of sources.slice(part.from, part.to)) taken.push(source);
    at = part.to;
  }
  if (end > at) addToLast(sources.slice(at, end).join(""));
  return { start: parts.length === 0 ? start : begin, sources: taken };
}

/** Removes outer spaces and quotes between two offsets, until there are none. */
function findInner(text: string, from = 0, to = text.length): { start: number; end: number } {
  let [start, end] = [from, to];
  for (;;) {
    while (start < end && space.test(text.charAt(start))) start += 1;
    while (end > start && space.test(text.charAt(end - 1))) end -= 1;
    const first = text.charAt(start);
    const last = text.charAt(end - 1);
    if (end - start > 1 && quotes[first] === last && !isReference(text, start, end))
      [start, end] = [start + 1, end - 1];
    else if (/["'`“]/.test(first) && start < end && isAlone(text, start, end, first)) start += 1;
    else if (/["`”]/.test(last) && start < end && isAlone(text, start, end, last)) end -= 1;
    else if (/[,;]/.test(last) && end - start > 1 && isClosing(text.charAt(end - 2), first)) end -= 1;
    else return { start, end };
  }
}

/** `<NAME>` and `"$NAME"` include their brackets and quotes. */
function isReference(text: string, start: number, end: number): boolean {
  return text.charAt(start) === "<" && referenceEnd(text, start) === end;
}

/** A quote with a matching one of its kind is not left over from the copy. */
function isAlone(text: string, start: number, end: number, sign: string): boolean {
  return text.slice(start, end).split(sign).length % 2 === 0;
}

/** A `'` may end a value, unless one comes before it too. */
function isClosing(sign: string, first: string): boolean {
  return /["`”]/.test(sign) || (sign === "'" && first === "'");
}

/** What is found is read again, so that reading it a second time finds no less. */
function findInnermost(text: string, start: number, end: number): ValueParts | undefined {
  const value = findValue(text, start, end);
  const [part, ...others] = value?.parts ?? [];
  if (typeof part !== "object" || others.length > 0) return value;
  const isWhole = part.from === start && part.to === end;
  return (isWhole ? undefined : findInnermost(text, part.from, part.to)) ?? value;
}

/** The value of a `destination_conf` in a longer text, or else the first destination URL in it. */
function findValue(text: string, start: number, end: number): ValueParts | undefined {
  if (address.test(text.slice(start, start + 40))) return undefined;
  const inner = text.slice(start, end);
  const keys = [...inner.matchAll(key)].map((match) => ({ start: start + match.index, length: match[0].length }));
  const values = keys.map((found) => found.start + found.length);
  const best = values.find((at) => isStart(text, at, end));
  if (best !== undefined) {
    // A URL may contain the name of the setting; after a reference it is the next setting.
    const next = isReferenceStart(text, best) ? keys.find((found) => found.start > best) : undefined;
    return valueAt(text, best, next?.start ?? end, isLine(text, best) ? "\n" : "");
  }
  for (const match of inner.matchAll(known)) return valueAt(text, start + match.index, end, "");
  const last = values.at(-1);
  return last === undefined ? undefined : valueAt(text, last, end, "\n");
}

/** Whether only the name comes before a value on its line. In YAML and the like the value is then the whole line. */
function isLine(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return /^\s*(?:-\s+|export\s+|set\s+)?["'`]?[\w-]+["'`]?\s*[:=]>?\s*$/i.test(line) || /^\s*$/.test(line);
}

function isStart(text: string, at: number, end: number): boolean {
  const from = afterMarks(text, at);
  return address.test(text.slice(from, Math.min(end, from + 40))) || isReferenceStart(text, at);
}

function isReferenceStart(text: string, at: number): boolean {
  return [at, afterMarks(text, at)].some((place) => referenceEnd(text, place) !== undefined);
}

/** The offset after opening quotes. */
function afterMarks(text: string, at: number): number {
  const [marks = ""] = /^["'`“]*/.exec(text.slice(at, at + 4)) ?? [];
  return at + marks.length;
}

/** A value with its quotes. Further quotes inside the first belong to the same layer. */
function valueAt(text: string, from: number, end: number, bare: "" | "\n"): ValueParts {
  let at = from;
  let quote: string = bare;
  while (at < end && /["'`“]/.test(text.charAt(at)) && referenceEnd(text, at) === undefined) {
    quote = quotes[text.charAt(at)] ?? "";
    at += 1;
  }
  while (at < end && space.test(text.charAt(at))) at += 1;
  const value = readValue(text, at, quote, end);
  const last = value.parts.at(-1);
  if (typeof last !== "object") return value;
  const isWhole = last.to === value.end;
  if (quote === bare) {
    // Without quotes, a comma or bracket belongs to the surroundings.
    const [signs = ""] = /[\s,;)}\]]*$/.exec(text.slice(last.from, last.to)) ?? [];
    if (!isBalanced(text, last)) last.to -= signs.length;
  }
  const inner = findInner(text, last.from, last.to);
  last.to = inner.end;
  if (value.parts.length === 1) last.from = inner.start;
  if (isWhole) value.end = last.to;
  return value;
}

function isBalanced(text: string, { from, to }: { from: number; to: number }): boolean {
  const part = text.slice(from, to);
  return /[)}\]]$/.test(part) && part.split(/[({[]/).length === part.split(/[)}\]]/).length;
}
