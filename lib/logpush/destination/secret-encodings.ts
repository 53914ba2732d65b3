import { bytesOf, isPlain } from "./byte-view.ts";

/**
 * How parts of secrets look in other encodings: runs that encode 8 bytes, or the whole secret if it is shorter. By the
 * length of the run.
 */
export type EncodedRuns = { base64: Map<number, Set<string>>; hex: Map<number, Set<string>> };

/** 8 bytes take up 11 characters of base64, of which the outer ones depend on the neighbors. */
const base64Run = 10;
const hexRun = 16;

/** Text that may contain an encoded secret of 6 bytes or more. Everything else is skipped. */
const base64Text = /[A-Za-z0-9+/_-]{7,}/g;
const hexText = /[0-9A-Fa-f]{12,}/g;

export function emptyRuns(): EncodedRuns {
  return { base64: new Map(), hex: new Map() };
}

/** Adds base64 at its three offsets and hexadecimal of a secret, given as bytes. */
export function addEncoded({ base64, hex }: EncodedRuns, secret: string): void {
  for (let offset = 0; offset < 3; offset += 1) {
    const encoded = btoa("\0".repeat(offset) + secret);
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor(((offset + secret.length) * 8) / 6);
    addRuns(base64, encoded.slice(first, last), base64Run);
  }
  addRuns(hex, hexOf(secret), hexRun);
}

/** Calls `found` with the start and the length of each run in the bytes of a text. */
export function findEncoded({ base64, hex }: EncodedRuns, bytes: string, found: (at: number, length: number) => void) {
  if (base64.size > 0) for (const match of bytes.matchAll(base64Text)) findRuns(base64, match, foldBase64, found);
  if (hex.size > 0)
    for (const match of bytes.matchAll(hexText)) findRuns(hex, match, (text) => text.toLowerCase(), found);
}

/** Backwards, character by character. */
export function reversed(bytes: string): string {
  if (isPlain(bytes)) return bytes.split("").reverse().join("");
  const text = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  return bytesOf(Array.from(text).reverse().join(""));
}

function addRuns(runs: Map<number, Set<string>>, encoded: string, limit: number): void {
  const length = Math.min(limit, encoded.length);
  const set = runs.get(length) ?? new Set();
  for (let at = 0; at + length <= encoded.length; at += 1) set.add(encoded.slice(at, at + length));
  runs.set(length, set);
}

function findRuns(
  runs: Map<number, Set<string>>,
  match: RegExpExecArray,
  foldText: (text: string) => string,
  found: (at: number, length: number) => void,
): void {
  const text = foldText(match[0]);
  for (const [length, set] of runs) {
    for (let at = 0; at + length <= text.length; at += 1) {
      if (set.has(text.slice(at, at + length))) found(match.index + at, length);
    }
  }
}

/** Folds the URL alphabet into the usual one. */
function foldBase64(text: string): string {
  return text.replaceAll("-", "+").replaceAll("_", "/");
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hexOf(bytes: string): string {
  let hex = "";
  for (let at = 0; at < bytes.length; at += 1) hex += hexOfByte[bytes.charCodeAt(at)];
  return hex;
}
