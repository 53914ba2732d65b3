import type { Json } from "../job/job.ts";
import { plainJson } from "./plain-json.ts";
import { type JsonReading, withReason } from "./read-json.ts";
import { scanJson } from "./scan-json.ts";

/** Parses JSON strictly, into plain values. */
export function parseJson(text: string): JsonReading<Json> {
  return plain(withReason(text, scanJson(text)));
}

/** The same for pasted texts, in which an import has marked what they do not contain. */
export function parseJsonWithGaps(text: string): JsonReading<Json> {
  return plain(withReason(text, scanJson(text, { hasGaps: true })));
}

function plain(reading: JsonReading): JsonReading<Json> {
  return reading.ok ? { ok: true, value: plainJson(reading.value) } : reading;
}
