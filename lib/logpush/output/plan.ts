import type { JsonObject } from "../job/job.ts";

/** The settings of `output_options` that are texts around and between records and fields. */
export type AffixKey =
  | "batch_prefix"
  | "batch_suffix"
  | "record_prefix"
  | "record_suffix"
  | "record_delimiter"
  | "field_delimiter";

/** Everything needed to write a batch, with the defaults of its output type filled in. */
export type BatchPlan = {
  isCsv: boolean;
  /** In output order. */
  fieldNames: string[];
  timestampFormat: string;
  affixes: Record<AffixKey, string>;
  /** Undefined if records are the list of their fields. */
  template: string | undefined;
  replacesLog4j: boolean;
};

/** The field that `merge_subrequests` adds to each record (documentation, "Subrequests"). */
export const subrequestsField = "Subrequests";

/** The defaults of each output type for the texts that a job leaves out (documentation, "Log Output Options"). */
export function defaultAffixes(outputType: string): Record<AffixKey, string> {
  const isCsv = outputType === "csv";
  return {
    batch_prefix: "",
    batch_suffix: "",
    record_prefix: isCsv ? "" : "{",
    record_suffix: isCsv ? "\n" : "}\n",
    record_delimiter: "",
    field_delimiter: ",",
  };
}

/** Reads `output_options` as the API stores it. Accepts any object: a setting of the wrong type counts as absent. */
export function planBatch(options: JsonObject): BatchPlan {
  const isCsv = options.output_type === "csv";
  const { record_template: template, timestamp_format: format } = options;
  return {
    isCsv,
    fieldNames: writtenFields(options),
    timestampFormat: typeof format === "string" ? format : "unixnano",
    affixes: affixesOf(options, isCsv ? "csv" : "ndjson"),
    template: typeof template === "string" && template !== "" ? template : undefined,
    replacesLog4j: options["CVE-2021-44228"] === true,
  };
}

/** The fields of a record in order, with the one that merging adds. */
export function writtenFields({ field_names: names, merge_subrequests: isMerged }: JsonObject): string[] {
  const chosen = Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  return isMerged === true && !chosen.includes(subrequestsField) ? [...chosen, subrequestsField] : chosen;
}

function affixesOf(options: JsonObject, outputType: string): Record<AffixKey, string> {
  const defaults = defaultAffixes(outputType);
  const read = (key: AffixKey) => {
    const text = options[key];
    return typeof text === "string" ? text : defaults[key];
  };
  return {
    batch_prefix: read("batch_prefix"),
    batch_suffix: read("batch_suffix"),
    record_prefix: read("record_prefix"),
    record_suffix: read("record_suffix"),
    record_delimiter: read("record_delimiter"),
    field_delimiter: read("field_delimiter"),
  };
}
