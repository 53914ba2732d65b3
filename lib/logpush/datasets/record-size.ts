import { sampleRecords } from "../output/sample.ts";
import type { LogField } from "./field-list.ts";

const encoder = new TextEncoder();
/** Enough for every invented value and list to occur. */
const records = 6;
/** Any time will do: the length of a timestamp depends only on its format. */
const nowMs = Date.UTC(2026, 8, 15);

/**
 * The mean size of a record with these fields, in uncompressed bytes, as an NDJSON line with its line break. The values
 * are invented, so only the order of magnitude is right. Long URLs, cookies and user agents make real records larger.
 */
export function estimateRecordBytes(
  fields: LogField[],
  { fieldNames, timestampFormat }: { fieldNames: string[]; timestampFormat: string },
): number {
  if (fieldNames.length === 0) return 0;
  const lines = sampleRecords({ fields, fieldNames, timestampFormat, count: records, nowMs });
  return Math.round(lines.reduce((sum, line) => sum + encoder.encode(line).length + 1, 0) / records);
}
