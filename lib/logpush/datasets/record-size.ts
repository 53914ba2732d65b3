import { sampleRecords } from "../output/sample.ts";
import type { LogField } from "./field-list.ts";

const encoder = new TextEncoder();
/** As many as make every invented value and list come up. */
const records = 6;
/** Any moment does: the length of a timestamp depends on its format alone. */
const nowMs = Date.UTC(2026, 8, 15);

/**
 * The mean size of a record with these fields, in uncompressed bytes, as an NDJSON line with its line break. It rests on
 * invented values, so it tells the order of magnitude; long URLs, cookies and user agents make real records larger.
 */
export function estimateRecordBytes(
  fields: LogField[],
  { fieldNames, timestampFormat }: { fieldNames: string[]; timestampFormat: string },
): number {
  if (fieldNames.length === 0) return 0;
  const lines = sampleRecords({ fields, fieldNames, timestampFormat, count: records, nowMs });
  return Math.round(lines.reduce((sum, line) => sum + encoder.encode(line).length + 1, 0) / records);
}
