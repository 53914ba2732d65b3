/** A value that was parsed leniently. Words that are not JSON (`True`, `[Object]`) are kept as text. */
export type Loose = string | number | boolean | null | Loose[] | { [key: string]: Loose };

export type LooseFind = { value: Loose; start: number; end: number };

const maxDepth = 40;

/** Runs of backslashes are read up to a limit, so that no text takes long. */
const name = /\s*(?:(\\{0,31})(["'])([^"'\\\n]{1,100})\1\2|([A-Za-z_$][\w$]{0,59}))\s*(?::|=>)/y;

const opening = /[{[](?=\s*(?:\\{0,31}["']|[{[]|[A-Za-z_$][\w$]{0,59}\s*:))/g;

/** How a copied part may begin if its outer braces are missing. */
const knownMember =
  /\\{0,31}["'](?:errors?|code|message|error_message|error_chain|success|msg)\\{0,31}["']\s*:|\b(?:errors|code|error_message|message):\s*(?=[[\d"'])/g;

/**
 * Returns every object or list in a text, in order: JSON, JSON escaped inside a string, the output of Python and
 * Node.js, truncated anywhere, or without its outer braces. Linear and total. A truncated value ends in "…".
 */
export function findLooseJson(text: string): LooseFind[] {
  const found: LooseFind[] = [];
  const nextBrace = finder(text, opening);
  const nextMember = finder(text, knownMember);
  let at = 0;
  while (at < text.length) {
    const brace = nextBrace(at);
    const member = nextMember(at);
    const start = Math.min(brace, member);
    if (start === Number.POSITIVE_INFINITY) break;
    const reader = new Reader(text, start);
    const value = member < brace ? reader.members(0) : reader.value(0);
    const isContainer = typeof value === "object" && value !== null && Object.keys(value).length > 0;
    if (isContainer) found.push({ value, start, end: reader.at });
    at = Math.max(reader.at, start + 1);
  }
  return found;
}

/** Finds the next match at or after a position. Positions only grow, so the text is scanned once. */
function finder(text: string, pattern: RegExp): (from: number) => number {
  let next = -1;
  return (from) => {
    if (next >= from) return next;
    pattern.lastIndex = from;
    next = pattern.exec(text)?.index ?? Number.POSITIVE_INFINITY;
    return next;
  };
}

class Reader {
  at: number;
  readonly text: string;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  value(depth: number): Loose {
    this.skip(/\s*/y);
    const sign = this.text.charAt(this.at);
    if (depth < maxDepth && (sign === "{" || sign === "[")) {
      this.at += 1;
      return sign === "{" ? this.members(depth + 1) : this.items(depth + 1);
    }
    return this.string() ?? this.word();
  }

  /** Reads members up to the closing brace, which may be missing. */
  members(depth: number): Loose {
    const entries: [string, Loose][] = [];
    while (this.at < this.text.length) {
      name.lastIndex = this.at;
      const match = name.exec(this.text);
      if (match === null) break;
      this.at = name.lastIndex;
      entries.push([match[3] ?? match[4] ?? "", this.value(depth)]);
      if (!this.skip(/\s*,/y)) break;
    }
    this.skip(/\s*\}/y);
    return Object.fromEntries(entries);
  }

  items(depth: number): Loose[] {
    const items: Loose[] = [];
    while (this.at < this.text.length && !this.skip(/\s*\]/y)) {
      const before = this.at;
      items.push(this.value(depth));
      if (this.at === before) break;
      if (!this.skip(/\s*,/y)) {
        this.skip(/\s*\]/y);
        break;
      }
    }
    return items;
  }

  /** Reads a string opened by a quote after any number of backslashes, and closed by the same. */
  private string(): string | undefined {
    const open = this.skip(/\\{0,31}["']/y);
    if (!open) return undefined;
    const quote = open.slice(-1);
    const level = open.length - 1;
    const start = this.at;
    const sign = quote === '"' ? /(\\{0,31})"/g : /(\\{0,31})'/g;
    sign.lastIndex = start;
    for (let match = sign.exec(this.text); match; match = sign.exec(this.text)) {
      const backslashes = match[1]?.length ?? 0;
      if (backslashes < level) return this.cutAt(match.index, start, quote, level);
      // How many backslashes remain once the outer escaping is removed: an even number leaves the quote a quote.
      const own = (backslashes - level) / (level + 1);
      if (!Number.isInteger(own) || own % 2 === 1) continue;
      if (quote === "'" && !/^\s*(?:[,:}\]]|$)/.test(this.text.slice(sign.lastIndex, sign.lastIndex + 40))) continue;
      this.at = sign.lastIndex;
      return unescapeOnce(this.text.slice(start, match.index), quote, level);
    }
    return this.cutAt(this.text.length, start, quote, level);
  }

  private cutAt(end: number, start: number, quote: string, level: number): string {
    this.at = end;
    return `${unescapeOnce(this.text.slice(start, end), quote, level).trimEnd()}…`;
  }

  /** Reads a number, a word or anything else. A number at the very end may be truncated, so it is kept as text. */
  private word(): Loose {
    const word = (this.skip(/\s*[^,}\]\n{["']{0,200}/y) ?? "").trim();
    if (this.at >= this.text.length) return `${word}…`;
    if (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(word)) return Number(word);
    if (/^(?:true|false)$/i.test(word)) return /^true$/i.test(word);
    return /^(?:null|None|undefined|nil)$/.test(word) ? null : word;
  }

  /** Skips a match at the current position and returns it, or undefined. */
  private skip(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text)?.[0];
    if (match !== undefined) this.at += match.length;
    return match;
  }
}

/** Removes one level of escapes; uses JSON's rules where they apply. */
function unescapeOnce(raw: string, quote: string, level: number): string {
  if (!raw.includes("\\")) return raw;
  if (quote === '"' && level === 0) {
    try {
      const read: unknown = JSON.parse(`"${raw.replace(/\n/g, "\\n")}"`);
      if (typeof read === "string") return read;
    } catch {
      // Escapes that JSON does not know are removed below.
    }
  }
  return raw
    .replace(/\\{1,31}u([0-9a-f]{4})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\{1,31}([nrt])/g, " ")
    .replace(/\\{1,31}(["'/])/g, "$1");
}
