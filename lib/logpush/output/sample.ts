import type { JsonObject } from "../job/job.ts";
import type { LogRecord, LogValue } from "./log-value.ts";
import { subrequestsField, writtenFields } from "./plan.ts";
import { renderBatch } from "./render.ts";
import { hashOf, sampleInteger, sampleText } from "./sample-values.ts";

export type SampleFields = {
  /** The dataset's fields. A chosen field that is not among them counts as a string. */
  fields: { name: string; type: string }[];
  count: number;
  nowMs: number;
};

export type SampleOptions = SampleFields & { fieldNames: string[]; timestampFormat: string };

/** Invented records as NDJSON lines with the chosen fields in the chosen order. The same input always gives the same lines. */
export function sampleRecords({ fieldNames, timestampFormat, ...sample }: SampleOptions): string[] {
  const options = { timestamp_format: timestampFormat, field_names: fieldNames, record_suffix: "}" };
  return sampleValues({ ...sample, fieldNames }).map((record) => renderBatch({ options, records: [record] }));
}

/** One upload of invented records, as a job with these `output_options` writes it. */
export function sampleBatch({ options, ...sample }: SampleFields & { options: JsonObject }): string {
  const fieldNames = writtenFields(options);
  const isMerged = options.merge_subrequests === true;
  return renderBatch({ options, records: sampleValues({ ...sample, fieldNames, isMerged }) });
}

/** Invented values for the chosen fields, of the catalogue's types. */
export function sampleValues({
  fields,
  fieldNames,
  count,
  nowMs,
  isMerged = false,
}: SampleFields & { fieldNames: string[]; isMerged?: boolean }): LogRecord[] {
  const types = new Map(fields.map(({ name, type }) => [name, type]));
  const valuesOf = (names: string[], index: number, atMs: number): [string, LogValue][] =>
    names.map((name) => [name, sampleValue({ name, type: types.get(name) ?? "string", index, atMs })]);
  const ownNames = fieldNames.filter((name) => name !== subrequestsField);
  return Array.from({ length: count }, (_, index) => {
    const atMs = Math.trunc(nowMs - (count - index) * 137);
    const record = new Map(valuesOf(fieldNames, index, atMs));
    // One visitor's request caused another; the others caused none. A subrequest has the same fields.
    if (isMerged)
      record.set(subrequestsField, index === 0 ? [Object.fromEntries(valuesOf(ownNames, 7, atMs + 11))] : []);
    return record;
  });
}

type Sample = { name: string; type: string; index: number; atMs: number };

/** Type names are the catalogue's. */
function sampleValue({ name, type, index, atMs }: Sample): LogValue {
  const listed = /^array\[(.*)\]$/.exec(type)?.[1];
  if (listed !== undefined) {
    if (listed === "object" || (index + hashOf(name)) % 3 === 0) return [];
    const item = sampleValue({ name, type: listed, index, atMs });
    return item === "" ? [] : [item];
  }
  switch (type) {
    case "int or string":
      return toNanos(/(?:End|Stop)/.test(name) ? atMs + 23 : atMs);
    case "int":
      return /timestampms$/i.test(name) ? atMs : sampleInteger(name, index);
    case "float":
      return (sampleInteger(name, index) % 1000) / 10;
    case "bool":
      return (index + hashOf(name)) % 3 === 0;
    case "object":
      return {};
    default:
      return sampleText(name, index, atMs);
  }
}

/** The page knows milliseconds. The digits after them are derived from the time, so that the sample is repeatable. */
function toNanos(ms: number): bigint {
  return BigInt(ms) * 1_000_000n + ((BigInt(ms) * 7919n) % 1_000_000n);
}
