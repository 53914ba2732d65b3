import { hashOf, sampleInteger, sampleText } from "./sample-values.ts";
import { formatTimestamp } from "./timestamp.ts";

export type SampleOptions = {
  /** The dataset's fields; a chosen one that is not among them is taken for a string. */
  fields: { name: string; type: string }[];
  fieldNames: string[];
  timestampFormat: string;
  count: number;
  nowMs: number;
};

/**
 * Invented records as the receiver gets them: NDJSON lines with the chosen fields in the chosen order.
 * The same input always gives the same lines.
 */
export function sampleRecords({ fields, fieldNames, timestampFormat, count, nowMs }: SampleOptions): string[] {
  const types = new Map(fields.map(({ name, type }) => [name, type]));
  return Array.from({ length: count }, (_, index) => {
    const atMs = nowMs - (count - index) * 137;
    const members = fieldNames.map((name) => {
      const value = sampleJson({ name, type: types.get(name) ?? "string", index, atMs, timestampFormat });
      return `${JSON.stringify(name)}:${value}`;
    });
    return `{${members.join(",")}}`;
  });
}

type Sample = { name: string; type: string; index: number; atMs: number; timestampFormat: string };

/** One value as JSON text. Type names are the catalogue's. */
function sampleJson({ name, type, index, atMs, timestampFormat }: Sample): string {
  const listed = /^array\[(.*)\]$/.exec(type)?.[1];
  if (listed !== undefined) {
    if (listed === "object" || (index + hashOf(name)) % 3 === 0) return "[]";
    const item = sampleJson({ name, type: listed, index, atMs, timestampFormat });
    return item === '""' ? "[]" : `[${item}]`;
  }
  switch (type) {
    case "int or string":
      return formatTimestamp(/(?:End|Stop)/.test(name) ? atMs + 23 : atMs, timestampFormat);
    case "int":
      return String(/timestampms$/i.test(name) ? Math.trunc(atMs) : sampleInteger(name, index));
    case "float":
      return String((sampleInteger(name, index) % 1000) / 10);
    case "bool":
      return String((index + hashOf(name)) % 3 === 0);
    case "object":
      return "{}";
    default:
      return JSON.stringify(sampleText(name, index, atMs));
  }
}
