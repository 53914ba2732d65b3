import type { Json } from "../job/job.ts";
import { type ExactJson, isExactObject, NumberText } from "./exact-json.ts";
import { type JsonReading, scanJson } from "./read-json.ts";

/** Parses JSON like `scanJson`, into plain values. */
export function parseJson(text: string): JsonReading<Json> {
  return plain(scanJson(text));
}

/** The same for pasted texts, in which an import has marked what they do not contain. */
export function parseJsonWithGaps(text: string): JsonReading<Json> {
  return plain(scanJson(text, { hasGaps: true }));
}

function plain(reading: JsonReading): JsonReading<Json> {
  return reading.ok ? { ok: true, value: plainOf(reading.value) } : reading;
}

function plainOf(value: ExactJson): Json {
  if (value instanceof NumberText) return Number(value.text);
  if (Array.isArray(value)) return value.map(plainOf);
  if (!isExactObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainOf(member)]));
}
