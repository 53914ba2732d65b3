/**
 * A text as UTF-8 bytes, one character each, with the position in the text of every byte. Bytes, because a quotation
 * may be cut in the middle of an escaped character.
 */
export type ByteView = { bytes: string; starts: number[]; ends: number[] };

type Decoder = { pattern: RegExp; decode: (match: RegExpExecArray) => string };

const encoder = new TextEncoder();
const depth = 3;

/** The text unchanged, and with the usual escapes undone up to three times. */
export function viewsOf(text: string): ByteView[] {
  const seen = new Map<string, ByteView>();
  let latest = [viewOf(text)];
  for (let level = 0; level <= depth && latest.length > 0; level += 1) {
    latest = latest.filter(({ bytes }) => !seen.has(bytes));
    for (const view of latest) seen.set(view.bytes, view);
    latest = latest.flatMap((view) => decoders.map((decoder) => undo(view, decoder)).filter((next) => next !== view));
  }
  return Array.from(seen.values());
}

/** Percent-decodes the bytes; anything that is not an escape stays. */
export function decodeBytes(bytes: string): string {
  return bytes.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => byteOf(hex));
}

/** Whether each character is one byte, and its own. */
export function isPlain(text: string): boolean {
  return !/[^ -~]/.test(text);
}

/** The UTF-8 bytes of a text, one character each. */
export function bytesOf(text: string): string {
  if (isPlain(text)) return text;
  let bytes = "";
  for (const byte of encoder.encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

function viewOf(text: string): ByteView {
  const view: ByteView = { bytes: "", starts: [], ends: [] };
  const pieces: string[] = [];
  let at = 0;
  for (const character of text) {
    const bytes = character < "\u0080" ? character : bytesOf(character);
    pieces.push(bytes);
    for (let index = 0; index < bytes.length; index += 1) {
      view.starts.push(at);
      view.ends.push(at + character.length);
    }
    at += character.length;
  }
  return { ...view, bytes: pieces.join("") };
}

/** Maps every byte of a decoded escape to the whole escape. Returns the same view if there is none. */
function undo(view: ByteView, { pattern, decode }: Decoder): ByteView {
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let copied = 0;
  const copyTo = (end: number) => {
    pieces.push(view.bytes.slice(copied, end));
    for (let index = copied; index < end; index += 1) {
      starts.push(view.starts[index] ?? 0);
      ends.push(view.ends[index] ?? 0);
    }
  };
  for (const match of view.bytes.matchAll(pattern)) {
    const decoded = decode(match);
    const last = match.index + match[0].length - 1;
    copyTo(match.index);
    copied = last + 1;
    pieces.push(decoded);
    for (let index = 0; index < decoded.length; index += 1) {
      starts.push(view.starts[match.index] ?? 0);
      ends.push(view.ends[last] ?? 0);
    }
  }
  if (copied === 0) return view;
  copyTo(view.bytes.length);
  return { bytes: pieces.join(""), starts, ends };
}

function byteOf(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

function codePoint(number: number): string {
  return number <= 0x10_ff_ff ? bytesOf(String.fromCodePoint(number)) : "";
}

const entities: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  sol: "/",
  plus: "+",
  equals: "=",
  percnt: "%",
};

const signs: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

const decoders: Decoder[] = [
  { pattern: /%([0-9A-Fa-f]{2})/g, decode: ([, hex = ""]) => byteOf(hex) },
  {
    // JSON, and the additions of Go and shells: \xNN, and a backslash before any character.
    pattern:
      /\\(?:((?:u[0-9A-Fa-f]{4})(?:\\u[Dd][C-Fc-f][0-9A-Fa-f]{2})?)|x([0-9A-Fa-f]{2})|([bfnrt])|([^0-9A-Za-z]))/g,
    decode: ([, units, hex, letter, sign = ""]) =>
      units ? bytesOf(textOfUnits(units)) : hex ? byteOf(hex) : letter ? (signs[letter] ?? "") : sign,
  },
  {
    pattern: /&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([a-z]{2,6}));/g,
    decode: ([whole, decimal, hex, name = ""]) =>
      decimal ? codePoint(Number(decimal)) : hex ? codePoint(Number.parseInt(hex, 16)) : (entities[name] ?? whole),
  },
];

/** `u00e9`, or two of them for a character above U+FFFF. */
function textOfUnits(units: string): string {
  return String.fromCharCode(...units.split("\\").map((unit) => Number.parseInt(unit.slice(1), 16)));
}
