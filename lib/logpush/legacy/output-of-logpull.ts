import type { WireOutputOptions } from "../job/wire-schema.ts";
import { parseLogpullOptions } from "./logpull-options.ts";

/**
 * The `output_options` that mean the same as a job's `logpull_options`. Settings that the string lacks are left out.
 */
export function outputOfLogpull(text: string): WireOutputOptions {
  const { fieldNames, timestampFormat, sampleRate, cveRedaction } = parseLogpullOptions(text);
  const rate = readSample(sampleRate ?? "");
  return {
    ...(fieldNames ? { field_names: fieldNames } : {}),
    ...(timestampFormat ? { timestamp_format: timestampFormat } : {}),
    ...(rate === undefined ? {} : { sample_rate: rate }),
    ...(cveRedaction === "true" ? { "CVE-2021-44228": true } : {}),
  };
}

/** The value of `sample`; undefined unless it is a number above 0 and at most 1. */
export function readSample(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d*)?|\.\d+)(?:e-?\d+)?$/i.test(text)) return undefined;
  const rate = Number(text);
  return rate > 0 && rate <= 1 ? rate : undefined;
}
