import type { FormatValues } from "#lib/logpush/job/output-options.ts";
import { readEscapes } from "#lib/logpush/output/escapes.ts";

/** The format of a batch for its reader: a JSON object per line, one JSON array, or lines that the reader must know. */
export type BodyFormat = "ndjson" | "array" | "csv" | "lines";

/** Derives the format from the output settings ("Log Output Options"); null settings mean the service's defaults. */
export function bodyFormatOf(values: FormatValues): BodyFormat {
  const batch = `${decoded(values.batchPrefix, "")} ${decoded(values.batchSuffix, "")}`;
  const delimiter = decoded(values.recordDelimiter, "");
  if (values.outputType === "csv") return batch === " " && delimiter === "" ? "csv" : "lines";
  const suffix = decoded(values.recordSuffix, "}\n");
  const isObject =
    values.recordTemplate === null &&
    decoded(values.recordPrefix, "{") === "{" &&
    suffix.trimEnd() === "}" &&
    decoded(values.fieldDelimiter, ",").trim() === ",";
  if (!isObject) return "lines";
  if (batch.trim().replace(/\s+/, "") === "[]" && delimiter.trim() === ",") return "array";
  return batch === " " && /^\}\n+$/.test(suffix + delimiter) ? "ndjson" : "lines";
}

function decoded(typed: string | null, fallback: string): string {
  if (typed === null) return fallback;
  const read = readEscapes(typed);
  return read.ok ? read.value : typed;
}
