import type { ExactJson } from "./exact-json.ts";
import { describeFault } from "./json-reasons.ts";
import { type JsonFault, type JsonScan, scanJson } from "./scan-json.ts";

/** A value, or where the text is not accepted and why, as a phrase for a sentence. */
export type JsonReading<T = ExactJson> = { ok: true; value: T } | { ok: false; fault: JsonFault & { reason: string } };

/** A filter of 1,000 bytes has room for about 106 nested groups, at two brackets each. */
const maxDepth = 256;

/** Parses JSON that Headgate keeps as it is: filters, and what an endpoint received. Any number and repeated keys are fine. */
export function readJson(text: string): JsonReading {
  return withReason(text, scanJson(text, { maxDepth, isLenient: true }));
}

export function withReason(text: string, scan: JsonScan): JsonReading {
  return scan.ok ? scan : { ok: false, fault: { ...scan.fault, reason: describeFault(text, scan.fault) } };
}
