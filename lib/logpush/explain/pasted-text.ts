import { undoEscapes } from "../destination/undo-escapes.ts";

/** A pasted text as it reads once the quotes and escapes of its surroundings are off. */
export type PastedText = {
  /** What stands before and after the string itself, as pasted. */
  before: string;
  after: string;
  text: string;
  /** What each UTF-16 unit of `text` was in the paste; joined between `before` and `after` they are the paste. */
  sources: string[];
  /** Whether signs of the string itself were escaped, as JSON, HTML and shells do. */
  isEscaped: boolean;
};

const quotes: Record<string, string> = { '"': '"', "'": "'", "`": "`", "<": ">", "“": "”" };
const space = /[\s\u200b-\u200d\u2060\ufeff]/;
/** The start of a destination; what looks so is not searched for one. */
const address = /^[a-z][a-z0-9+.-]*:\/\//i;

/** Finds the destination string in what was pasted: a string, quoted or not, or the JSON, HCL or command around it. */
export function readPasted(paste: string): PastedText {
  const { text, sources } = undoEscapes(paste);
  const { start, end } = findInner(text);
  const inner = sources.slice(start, end);
  return {
    before: sources.slice(0, start).join(""),
    after: sources.slice(end).join(""),
    text: text.slice(start, end),
    sources: inner,
    isEscaped: inner.some((source) => source.length > 1),
  };
}

/** Takes off outer spaces, a `destination_conf` key, and quotes, until there are none. */
function findInner(text: string): { start: number; end: number } {
  let [start, end] = [0, text.length];
  const key = /["'`]?destination_conf["'`]?\s*[:=]\s*/y;
  for (;;) {
    while (start < end && space.test(text.charAt(start))) start += 1;
    while (end > start && space.test(text.charAt(end - 1))) end -= 1;
    key.lastIndex = start;
    const first = text.charAt(start);
    const last = text.charAt(end - 1);
    if (key.test(text)) start = Math.min(key.lastIndex, end);
    else if (end - start > 1 && quotes[first] === last) [start, end] = [start + 1, end - 1];
    else if (/["'`“]/.test(first) && start < end) start += 1;
    else if (/["`”]/.test(last) && start < end) end -= 1;
    else if (/[,;]/.test(last) && end - start > 1 && isClosing(text.charAt(end - 2), first)) end -= 1;
    else {
      const found = address.test(text.slice(start, start + 40)) ? undefined : findKey(text, start, end);
      if (!found) return { start, end };
      [start, end] = [found.start, found.end];
    }
  }
}

/** A `'` may end a value, unless one stands before it too. */
function isClosing(sign: string, first: string): boolean {
  return /["`”]/.test(sign) || (sign === "'" && first === "'");
}

/** The quoted value of a `destination_conf` somewhere in a longer text, such as a command. */
function findKey(text: string, start: number, end: number): { start: number; end: number } | undefined {
  const match = /destination_conf["']?\s*[:=]\s*(["'])/.exec(text.slice(start, end));
  if (!match) return undefined;
  const from = start + match.index + match[0].length;
  const to = text.indexOf(match[1] ?? "", from);
  return { start: from, end: to < 0 || to > end ? end : to };
}
