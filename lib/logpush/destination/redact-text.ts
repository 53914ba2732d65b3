import { type ByteView, bytesOf, decodeBytes, isPlain, viewsOf } from "./byte-view.ts";
import { splitEndpoint } from "./endpoint.ts";
import { looksRandom, mask } from "./looks-random.ts";
import { redactedName } from "./redact.ts";
import { isSecretPair } from "./secret.ts";
import { addEncoded, type EncodedRuns, emptyRuns, findEncoded, reversed } from "./secret-encodings.ts";
import { hostParts, pathParts } from "./secret-parts.ts";

/** A run of this many bytes of a secret is masked anywhere. */
const longRun = 8;
/** Where escapes are undone, this many bytes are masked if they take up `longRun` characters of the text. */
const shortRun = 6;

/** Shorter secrets are masked only where they are a separate word that is not an ordinary one. */
const shortest = 4;
/** A text from upstream is truncated here, because each further kilobyte costs time and does not help. */
const maxTextLength = 16_384;

/** Words before a credential that are not part of it. */
const authScheme = /^(?:basic|bearer|token|splunk|digest|apikey|key)[ +]+/i;

/**
 * Masks the destination's values in a text from upstream: whole values, and every part of a secret that is long enough
 * to matter, also where the text was truncated, escaped (percent, JSON, HTML, up to three times), encoded (base64,
 * hexadecimal), reversed or written in another case. A long text is truncated.
 */
export function redactText(text: string, conf: string): string {
  return createRedactor(conf)(cut(text));
}

/** The same for a secret that is not a destination, such as a token. */
export function createSecretRedactor(secret: string): (text: string) => string {
  const needles = emptyNeedles();
  addSecret(needles, secret);
  return (text) => redactBy(needles, cut(text));
}

function cut(text: string): string {
  return text.length <= maxTextLength ? text : `${text.slice(0, maxTextLength)}…`;
}

/** The same for many texts about one destination, whose values are parsed once. */
export function createRedactor(conf: string): (text: string) => string {
  const needles = needlesOf(conf);
  return (text) => redactBy(needles, text);
}

function redactBy(needles: Needles, text: string): string {
  // One more than the text, so that a hidden end is followed by something shown.
  const hidden = new Uint8Array(text.length + 1);
  for (const view of viewsOf(text)) hide(view, needles, hidden);
  return write(text, hidden);
}

/** Separators between the words of an ordinary parameter, as in `host:example.com,dataset:dns_logs`. */
const separators = /[,:;/]|%(?:2C|3A|3B|2F)/i;

type Needles = {
  short: Set<string>;
  long: Set<string>;
  wholes: Map<string, Set<string>>;
  /** Of 4 or 5 bytes. */
  words: Set<string>;
  encoded: EncodedRuns;
};

function emptyNeedles(): Needles {
  return { short: new Set(), long: new Set(), wholes: new Map(), words: new Set(), encoded: emptyRuns() };
}

function hide({ bytes, starts, ends }: ByteView, needles: Needles, hidden: Uint8Array): void {
  const { short, long, wholes, words, encoded } = needles;
  const folded = fold(bytes);
  const hideRun = (first: number, length: number) => hidden.fill(1, starts[first], ends[first + length - 1]);
  findEncoded(encoded, bytes, hideRun);
  for (const { 0: word, index } of folded.matchAll(/[^\s"'`,;:()[\]{}<>=&/?]+/g)) {
    if (words.has(word)) hideRun(index, word.length);
  }
  for (let at = 0; at + shortRun <= folded.length; at += 1) {
    const key = folded.slice(at, at + shortRun);
    if (short.has(key)) {
      const last = at + shortRun - 1;
      if ((ends[last] ?? 0) - (starts[at] ?? 0) >= longRun) hideRun(at, shortRun);
      else if (long.has(folded.slice(at, at + longRun))) hideRun(at, longRun);
    }
    for (const whole of wholes.get(key) ?? []) {
      if (folded.startsWith(whole, at)) hideRun(at, whole.length);
    }
  }
}

function write(text: string, hidden: Uint8Array): string {
  const pieces: string[] = [];
  let copied = 0;
  for (let start = hidden.indexOf(1); start >= 0; start = hidden.indexOf(1, copied)) {
    const end = hidden.indexOf(0, start);
    pieces.push(text.slice(copied, start), mask);
    copied = end;
  }
  return pieces.join("") + text.slice(copied);
}

/**
 * The texts to search for. Secrets match in part; every other value only as a whole, because it may be an ordinary
 * word.
 */
function needlesOf(conf: string): Needles {
  const needles = emptyNeedles();
  const [address = "", ...queries] = conf.split(/[?#]/);
  const whole = bytesOf(conf);
  addWhole(needles, whole);
  if (whole.length >= longRun) addEncoded(needles.encoded, whole);
  for (const segment of queries.flatMap((query) => query.split("&"))) addSegment(needles, segment);
  const { authority, host, port, path } = splitEndpoint(address);
  for (const part of authority.slice(0, Math.max(0, authority.lastIndexOf("@"))).split(":")) addSecret(needles, part);
  if (!/^\d{0,5}$/.test(port)) addSecret(needles, port);
  for (const { text, isSecret } of [...hostParts(host, { isBucket: true }), ...pathParts(path, host)]) {
    if (isSecret) addSecret(needles, text);
  }
  return needles;
}

function addSegment(needles: Needles, segment: string): void {
  const equals = segment.indexOf("=");
  const value = segment.slice(equals + 1);
  const name = decodeBytes(bytesOf(segment.slice(0, Math.max(0, equals))));
  const isHeader = name.startsWith("header_");
  const pair = { kind: isHeader ? "header" : "param", name: isHeader ? name.slice("header_".length) : name } as const;
  // A parameter without a value may itself be a secret, also one that ends in base64 padding.
  const isBare = equals < 0 || /^=*$/.test(value);
  if (redactedName({ ...pair, value, raw: segment }) === mask)
    addSecret(needles, segment.slice(0, Math.max(0, equals)));
  if (isBare) addSecret(needles, segment);
  else if (isSecretPair(pair) || value.split(separators).some(looksRandom)) addSecret(needles, value);
  else for (const form of formsOf(value)) addWhole(needles, form);
}

function addSecret(needles: Needles, value: string): void {
  for (const form of formsOf(value)) {
    const credential = form.replace(authScheme, "");
    for (const secret of [credential, ...basicParts(form)]) {
      addParts(needles, secret);
      addParts(needles, reversed(secret));
      if (secret.length >= shortRun) addEncoded(needles.encoded, secret);
      else if (secret.length >= shortest && /[^a-z]/.test(secret)) needles.words.add(fold(secret));
    }
    for (const word of credential.split(/\s+/)) addParts(needles, word);
  }
}

function addParts(needles: Needles, secret: string): void {
  addWhole(needles, secret);
  const folded = fold(secret);
  for (let at = 0; at + longRun <= folded.length; at += 1) {
    needles.long.add(folded.slice(at, at + longRun));
  }
  for (let at = 0; folded.length >= longRun && at + shortRun <= folded.length; at += 1) {
    needles.short.add(folded.slice(at, at + shortRun));
  }
}

function addWhole({ wholes }: Needles, bytes: string): void {
  const folded = fold(bytes);
  const key = folded.slice(0, shortRun);
  wholes.set(key, (wholes.get(key) ?? new Set()).add(folded));
}

/** A value as stored, as sent, and as decoded once too often. */
function formsOf(value: string): string[] {
  const stored = bytesOf(value);
  const sent = decodeBytes(stored);
  return Array.from(new Set([stored, sent, decodeBytes(sent)]));
}

/** `user:password`, the user and the password of a Basic authorization. */
function basicParts(value: string): string[] {
  const base64 = /^basic[ +]+([A-Za-z0-9+/_-]+)=*\s*$/i.exec(value)?.[1] ?? "";
  try {
    const decoded = atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
    const colon = decoded.indexOf(":");
    return [decoded, decoded.slice(0, Math.max(0, colon)), decoded.slice(colon + 1)];
  } catch {
    return [];
  }
}

/** Folds a form-encoded space to a plus, and letters to one case. */
function fold(bytes: string): string {
  const lower = isPlain(bytes) ? bytes.toLowerCase() : bytes.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return lower.replaceAll("+", " ");
}
