import { cleanMessage, inOneLine, withoutBreaks } from "./clean-message.ts";
import { decodeHealthStatus } from "./decode.ts";
import { decodeFacts } from "./decode-facts.ts";
import { readFound } from "./read-found.ts";
import { isApiCode, readWords } from "./read-words.ts";
import type { Reading } from "./reading.ts";

export type Pasted = { readings: Reading[]; cfRay?: string };

/** A longer text is a log file; only its start is read. */
const maxLength = 200_000;

/**
 * Reads any text about a failure: an error message, an answer of Cloudflare's API (with or without headers), the output
 * of curl, an SDK, Terraform or another program, complete or in part, a job, a GraphQL answer, or a Logpush health
 * status alone. Total and pure; undefined for an empty text.
 */
export function readPasted(pasted: string): Pasted | undefined {
  const text = pasted.trim();
  if (text === "") return undefined;
  const clean = cleanMessage(text.slice(0, maxLength));
  const cfRay = /\bcf-ray["']?\s{0,3}[:=]?\s{0,20}["']?([0-9a-f]{16}(?:-[A-Z]{3})?)\b/i.exec(clean)?.[1];
  return { readings: readAll(text, clean), ...(cfRay && { cfRay }) };
}

function readAll(text: string, clean: string): Reading[] {
  const status = /^(?:status(?: code)?\s*[:=]?\s*)?(\d{3,5})$/i.exec(clean)?.[1];
  if (status !== undefined) return [readNumber(Number(status))];
  const readings = readLines(text, clean);
  if (!clean.includes("\n") || readings.some(isSpecific)) return readings;
  // A narrow terminal breaks lines inside words too.
  const joined = readLines(text, withoutBreaks(clean));
  return joined.some(readings.some(isKnown) ? isSpecific : isKnown) ? joined : readings;
}

/** Causes that a text is read as if the word that names its own cause was broken or lost. */
const general: readonly string[] = [
  "E_CAUSE_UNKNOWN",
  "E_DESTINATION_PUSH",
  "E_DESTINATION_REFUSED",
  "E_DESTINATION_TLS",
  "E_FILTER_VALUE",
];

function isSpecific({ decoded }: Reading): boolean {
  return decoded !== undefined && !general.includes(decoded.code);
}

function isKnown({ decoded }: Reading): boolean {
  return decoded?.code !== "E_CAUSE_UNKNOWN";
}

function readNumber(value: number): Reading {
  const isHealth = value < 900 || (value > 1100 && value < 1300);
  if (isHealth || !isApiCode(value)) return { text: String(value), from: "health", decoded: decodeHealthStatus(value) };
  return { text: String(value), from: "api", decoded: decodeFacts({ text: "", apiCodes: [value], isApi: true }) };
}

function readLines(text: string, clean: string): Reading[] {
  const found = readFound(clean);
  if (found.length > 0) return found;
  const facts = readWords(inOneLine(clean));
  const decoded = decodeFacts(facts);
  return [{ text, from: facts.isApi || facts.apiStatus !== undefined ? "api" : "text", decoded }];
}
