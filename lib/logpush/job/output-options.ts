import { readEscapes, writeEscapes } from "../output/escapes.ts";
import type { JobFormValues } from "./form-schema.ts";
import type { JsonObject } from "./job.ts";
import { unsetOutput } from "./new-job.ts";
import { fieldOfOutputKey } from "./owned-keys.ts";
import { readSampleRate } from "./units.ts";
import type { WireOutputOptions } from "./wire-schema.ts";

/** The texts that are typed with escapes, and their names in `output_options`. */
export const escapedTexts = {
  batchPrefix: "batch_prefix",
  batchSuffix: "batch_suffix",
  recordPrefix: "record_prefix",
  recordSuffix: "record_suffix",
  recordDelimiter: "record_delimiter",
  fieldDelimiter: "field_delimiter",
} as const satisfies Partial<Record<keyof JobFormValues, keyof WireOutputOptions>>;

export type EscapedText = keyof typeof escapedTexts;

export const escapedTextFields = [
  "batchPrefix",
  "batchSuffix",
  "recordPrefix",
  "recordSuffix",
  "recordDelimiter",
  "fieldDelimiter",
] as const satisfies EscapedText[];

/** The settings that say how records are written. */
export const formatFields = [
  "outputType",
  ...escapedTextFields,
  "recordTemplate",
] as const satisfies (keyof JobFormValues)[];

export type FormatValues = Pick<JobFormValues, (typeof formatFields)[number]>;

/** Every key of `output_options` that the form has a field for. */
export const knownOutputKeys: ReadonlySet<string> = new Set(Object.keys(fieldOfOutputKey));

export type OutputValues = Pick<
  JobFormValues,
  | "fieldNames"
  | "timestampFormat"
  | "sampleRate"
  | "outputType"
  | EscapedText
  | "recordTemplate"
  | "cveRedaction"
  | "mergeSubrequests"
>;

/** `output_options` of a new job: what is left to the service is left out. First come the keys of the documentation's examples. */
export function toOutputOptions(values: OutputValues): JsonObject {
  const rate = readSampleRate(values.sampleRate);
  const options: JsonObject = {};
  if (values.fieldNames.length > 0) options.field_names = values.fieldNames;
  options.timestamp_format = values.timestampFormat;
  if (rate !== undefined && rate !== 1) options.sample_rate = rate;
  if (values.outputType !== unsetOutput.outputType) options.output_type = values.outputType;
  for (const field of escapedTextFields) {
    const text = values[field];
    if (text !== null) options[escapedTexts[field]] = decoded(text);
  }
  if (values.recordTemplate !== null) options.record_template = values.recordTemplate;
  if (values.cveRedaction) options["CVE-2021-44228"] = true;
  if (values.mergeSubrequests) options.merge_subrequests = true;
  return options;
}

/**
 * What a changed setting leaves behind where `toOutputOptions` would leave it out. A text that was set becomes absent,
 * which is the default; a flag or rate that was set is named, since a reader may know it.
 */
const offValues: JsonObject = {
  sample_rate: 1,
  output_type: "ndjson",
  "CVE-2021-44228": false,
  merge_subrequests: false,
};

/** The stored options with what the form changed: a setting that was left alone keeps the way it is stored. */
export function patchOutputOptions(stored: JsonObject, before: OutputValues, after: OutputValues): JsonObject {
  const [old, now] = [toOutputOptions(before), toOutputOptions(after)];
  const patched = { ...stored };
  for (const key of knownOutputKeys) {
    if (JSON.stringify(old[key]) === JSON.stringify(now[key])) continue;
    const value = now[key] ?? offValues[key];
    if (value === undefined) delete patched[key];
    else patched[key] = value;
  }
  return patched;
}

/** The form's values of stored options. */
export function outputValuesOf(options: WireOutputOptions): Omit<OutputValues, "fieldNames"> {
  const typed = (text: string | null | undefined) => (text === null || text === undefined ? null : writeEscapes(text));
  return {
    timestampFormat: options.timestamp_format ?? "unixnano",
    sampleRate: String(options.sample_rate ?? 1),
    outputType: options.output_type ?? unsetOutput.outputType,
    batchPrefix: typed(options.batch_prefix),
    batchSuffix: typed(options.batch_suffix),
    recordPrefix: typed(options.record_prefix),
    recordSuffix: typed(options.record_suffix),
    recordDelimiter: typed(options.record_delimiter),
    fieldDelimiter: typed(options.field_delimiter),
    recordTemplate: options.record_template ?? null,
    cveRedaction: options["CVE-2021-44228"] === true,
    mergeSubrequests: options.merge_subrequests === true,
  };
}

/** A text with a wrong escape is refused before it is sent; in previews it stands as typed. */
function decoded(typed: string): string {
  const read = readEscapes(typed);
  return read.ok ? read.value : typed;
}
