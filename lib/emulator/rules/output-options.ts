import { type Dataset, defaultFieldNames, type ScopeKind } from "../datasets.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { parseTemplate } from "../logs/template.ts";

export const TIMESTAMP_FORMATS = ["unixnano", "unix", "rfc3339", "rfc3339ms", "rfc3339ns"] as const;
export type TimestampFormat = (typeof TIMESTAMP_FORMATS)[number];

/** Everything that the formatter needs, with defaults filled in. */
export type OutputPlan = {
  fieldNames: string[];
  outputType: "ndjson" | "csv";
  timestampFormat: TimestampFormat;
  sampleRate: number;
  replacesLog4j: boolean;
  batchPrefix: string;
  batchSuffix: string;
  recordPrefix: string;
  recordSuffix: string;
  recordDelimiter: string;
  fieldDelimiter: string;
  recordTemplate: string | undefined;
};

const TEXT_KEYS = [
  "batch_prefix",
  "batch_suffix",
  "record_prefix",
  "record_suffix",
  "record_delimiter",
  "field_delimiter",
  "record_template",
];
const BOOLEAN_KEYS = ["CVE-2021-44228", "merge_subrequests", "stringify_object"];

/** The reason why an `output_options` value is refused, or undefined. Unknown keys are accepted. */
export function refuseOutputOptions(options: unknown, dataset: Dataset, scopeKind: ScopeKind): string | undefined {
  if (options === undefined || options === null) return undefined;
  if (!isJsonObject(options)) return "output_options must be an object";
  return (
    refuseShape(options) ?? refuseFieldNames(options.field_names, dataset) ?? refuseMerge(options, dataset, scopeKind)
  );
}

function refuseShape(options: JsonObject): string | undefined {
  const text = TEXT_KEYS.find((key) => !isAbsent(options[key]) && typeof options[key] !== "string");
  if (text) return `output_options.${text} must be a string`;
  const flag = BOOLEAN_KEYS.find((key) => !isAbsent(options[key]) && typeof options[key] !== "boolean");
  if (flag) return `output_options.${flag} must be a boolean`;
  const { output_type: type, timestamp_format: format, sample_rate: rate, record_template: template } = options;
  if (!isAbsent(type) && type !== "ndjson" && type !== "csv") return "output_options.output_type must be ndjson or csv";
  if (!isAbsent(format) && !TIMESTAMP_FORMATS.some((known) => known === format)) {
    return `output_options.timestamp_format must be one of ${TIMESTAMP_FORMATS.join(", ")}`;
  }
  if (!isAbsent(rate) && !(typeof rate === "number" && rate > 0 && rate <= 1)) {
    return "output_options.sample_rate must be greater than 0 and at most 1";
  }
  if (typeof template === "string" && !parseTemplate(template)) {
    return "output_options.record_template may hold {{.Field}}, constant text and comments only";
  }
  return undefined;
}

/** The reason why a list of field names is refused, or undefined. */
export function refuseFieldNames(names: unknown, dataset: Dataset): string | undefined {
  if (isAbsent(names)) return undefined;
  if (!Array.isArray(names)) return "output_options.field_names must be a list of strings";
  for (const name of names) {
    if (typeof name !== "string") return "output_options.field_names must be a list of strings";
    if (!dataset.byName.has(name)) return `unknown field ${JSON.stringify(name)} for dataset ${dataset.id}`;
  }
  return undefined;
}

function refuseMerge(options: JsonObject, dataset: Dataset, scopeKind: ScopeKind): string | undefined {
  const isMergeable = dataset.id === "http_requests" && scopeKind === "zones";
  return options.merge_subrequests === true && !isMergeable
    ? "merge_subrequests is only supported for zone-scoped http_requests jobs"
    : undefined;
}

/** The plan of a job that has been accepted: `output_options` wins over `logpull_options`. */
export function planOutput(options: JsonObject, dataset: Dataset): OutputPlan {
  const isCsv = options.output_type === "csv";
  const names = Array.isArray(options.field_names)
    ? options.field_names.filter((name) => typeof name === "string")
    : [];
  const template = options.record_template;
  const asked = names.length > 0 ? names : defaultFieldNames(dataset);
  // Documented to add the field to each record; that a job need not select it is assumed.
  const isAdded = options.merge_subrequests === true && !asked.includes("Subrequests");
  return {
    fieldNames: isAdded ? [...asked, "Subrequests"] : asked,
    outputType: isCsv ? "csv" : "ndjson",
    timestampFormat: TIMESTAMP_FORMATS.find((known) => known === options.timestamp_format) ?? "unixnano",
    sampleRate: typeof options.sample_rate === "number" ? options.sample_rate : 1,
    replacesLog4j: options["CVE-2021-44228"] === true,
    batchPrefix: textOr(options.batch_prefix, ""),
    batchSuffix: textOr(options.batch_suffix, ""),
    recordPrefix: textOr(options.record_prefix, isCsv ? "" : "{"),
    recordSuffix: textOr(options.record_suffix, isCsv ? "\n" : "}\n"),
    recordDelimiter: textOr(options.record_delimiter, ""),
    fieldDelimiter: textOr(options.field_delimiter, ","),
    recordTemplate: typeof template === "string" && template !== "" ? template : undefined,
  };
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === "string" ? value : fallback;
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
