import type { OutputPlan, TimestampFormat } from "../rules/output-options.ts";
import { parseTemplate } from "./template.ts";
import type { LogValue } from "./values.ts";

/** One record as it appears in a batch. `read` gives null for a field that the dataset does not have. */
export function formatRecord(plan: OutputPlan, read: (field: string) => LogValue): string {
  const selected = new Set(plan.fieldNames);
  const write = (name: string) => formatValue(read(name), plan);
  const template = plan.recordTemplate === undefined ? undefined : parseTemplate(plan.recordTemplate);
  const content = template
    ? template
        .map((part) => ("text" in part ? part.text : selected.has(part.field) ? write(part.field) : "null"))
        .join("")
    : plan.fieldNames
        .map((name) => (plan.outputType === "csv" ? "" : `${JSON.stringify(name)}:`) + write(name))
        .join(plan.fieldDelimiter);
  return `${plan.recordPrefix}${content}${plan.recordSuffix}`;
}

/** The text of one upload. */
export function formatBatch(plan: OutputPlan, records: string[]): string {
  const text = `${plan.batchPrefix}${records.join(plan.recordDelimiter)}${plan.batchSuffix}`;
  // Documented for "the generated files", so prefixes and names are rewritten as well as values.
  return plan.replacesLog4j ? text.replaceAll("${", "x{") : text;
}

function formatValue(value: LogValue, plan: OutputPlan): string {
  if (typeof value === "bigint") return formatTimestamp(value, plan);
  if (plan.outputType === "ndjson") return JSON.stringify(value);
  if (value === null) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return quoteCsv(typeof value === "string" ? value : JSON.stringify(value));
}

function quoteCsv(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Nanoseconds since 1970 do not fit into a JavaScript number, so they are never converted to one. */
function formatTimestamp(ns: bigint, plan: OutputPlan): string {
  if (plan.timestampFormat === "unixnano") return ns.toString();
  const seconds = ns / 1_000_000_000n;
  if (plan.timestampFormat === "unix") return seconds.toString();
  const fraction = (ns % 1_000_000_000n).toString().padStart(9, "0");
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `"${whole}${FRACTION[plan.timestampFormat](fraction)}Z"`;
}

const FRACTION: { [format in Exclude<TimestampFormat, "unixnano" | "unix">]: (nanos: string) => string } = {
  rfc3339: () => "",
  rfc3339ms: (nanos) => `.${nanos.slice(0, 3)}`,
  rfc3339ns: (nanos) => `.${nanos}`,
};
