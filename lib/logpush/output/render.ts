import type { JsonObject } from "../job/job.ts";
import type { LogRecord, LogValue } from "./log-value.ts";
import { type BatchPlan, planBatch } from "./plan.ts";
import { parseTemplate } from "./template.ts";
import { formatTimestamp } from "./timestamp.ts";

/**
 * Renders one upload, byte for byte what the receiver decompresses. `options` is the job's `output_options`; `records`
 * have a value for each field, and a field without one is null. A template that cannot be parsed is ignored;
 * `parseTemplate` reports its error. Formats: documentation, "Log Output Options".
 */
export function renderBatch({ options, records }: { options: JsonObject; records: readonly LogRecord[] }): string {
  const plan = planBatch(options);
  const { batch_prefix, batch_suffix, record_prefix, record_suffix, record_delimiter } = plan.affixes;
  const content = contentWriter(plan);
  const lines = records.map((record) => `${record_prefix}${content(record)}${record_suffix}`);
  const text = `${batch_prefix}${lines.join(record_delimiter)}${batch_suffix}`;
  // Documented for "the generated files": prefixes and field names are rewritten as well as values.
  return plan.replacesLog4j ? text.replaceAll("${", "x{") : text;
}

/** Writes the text between a record's prefix and suffix: the template filled in, or the fields in order. */
function contentWriter(plan: BatchPlan): (record: LogRecord) => string {
  const template = plan.template === undefined ? undefined : parseTemplate(plan.template);
  const write = (record: LogRecord, name: string) => writeValue(record.get(name) ?? null, plan);
  if (!template?.ok) {
    return (record) =>
      plan.fieldNames
        .map((name) => (plan.isCsv ? "" : `${JSON.stringify(name)}:`) + write(record, name))
        .join(plan.affixes.field_delimiter);
  }
  const selected = new Set(plan.fieldNames);
  const parts = template.value;
  return (record) =>
    parts
      .map((part) => {
        if ("text" in part) return part.text;
        // "All fields used in the template must be present in field_names as well, otherwise they will end up as null."
        return selected.has(part.field) ? write(record, part.field) : "null";
      })
      .join("");
}

/** CSV quotes text and leaves numbers bare. A missing value is empty in CSV and null in JSON. */
function writeValue(value: LogValue, plan: BatchPlan): string {
  if (typeof value === "bigint" || !plan.isCsv) return writeJson(value, plan.timestampFormat);
  if (value === null) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return quoteCsv(typeof value === "string" ? value : writeJson(value, plan.timestampFormat));
}

/** JSON without spaces; a time inside a list or object is written like any other. */
function writeJson(value: LogValue, timestampFormat: string): string {
  if (typeof value === "bigint") return formatTimestamp(value, timestampFormat);
  if (Array.isArray(value)) return `[${value.map((item) => writeJson(item, timestampFormat)).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, item]) => `${JSON.stringify(name)}:${writeJson(item, timestampFormat)}`,
  );
  return `{${members.join(",")}}`;
}

/** RFC 4180: quotes are doubled, line breaks stay inside the quotes. */
function quoteCsv(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
