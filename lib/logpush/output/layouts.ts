import { unsetTexts } from "../job/attribute-values.ts";
import { type FormatValues, formatFields } from "../job/output-options.ts";
import { readEscapes, writeEscapes } from "./escapes.ts";

/** Nothing set: each text has the default of the output type. */
const unset: FormatValues = { ...unsetTexts, outputType: "ndjson" };

/** Layouts that many receivers require, by name (documentation, "Log Output Options" and "IBM Cloud Logs"). */
export const layouts = ["NDJSON", "JSON array", "CSV with header row", "TSV with header row"] as const;
export type Layout = (typeof layouts)[number];

/** All settings of a layout, so that no earlier setting stays. */
export function layoutValues(layout: Layout, fieldNames: readonly string[]): FormatValues {
  switch (layout) {
    case "NDJSON":
      return unset;
    case "JSON array":
      return { ...unset, batchPrefix: "[", recordDelimiter: ",", recordSuffix: "}", batchSuffix: "]" };
    case "CSV with header row":
      return { ...unset, outputType: "csv", batchPrefix: headerRow(fieldNames, ",") };
    case "TSV with header row":
      return { ...unset, outputType: "csv", fieldDelimiter: "\\t", batchPrefix: headerRow(fieldNames, "\t") };
  }
}

/** The layout of the settings, whichever fields a header row names; undefined if they are none of them. */
export function layoutOf(values: FormatValues): Layout | undefined {
  return layouts.find((layout) => {
    const wanted = layoutValues(layout, []);
    const hasHeader = wanted.outputType === "csv" && /\S\\n$/.test(values.batchPrefix ?? "");
    return formatFields.every((field) => values[field] === wanted[field] || (field === "batchPrefix" && hasHeader));
  });
}

/** The names of the columns as the typed text of a batch prefix. */
export function headerRow(fieldNames: readonly string[], delimiter: string): string {
  return writeEscapes(`${fieldNames.map((name) => quoteIfNeeded(name, delimiter)).join(delimiter)}\n`);
}

/**
 * The right header row for the fields, if a CSV job's batch prefix has another list of field names or another number of
 * columns; undefined if it fits, and if there is none. Renamed columns are left unchanged.
 */
export function betterHeaderRow(values: FormatValues, fieldNames: readonly string[]): string | undefined {
  const prefix = readEscapes(values.batchPrefix ?? "");
  const delimiter = readEscapes(values.fieldDelimiter ?? ",");
  if (values.outputType !== "csv" || values.recordTemplate || !prefix.ok || !delimiter.ok) return undefined;
  const isRow = prefix.value.trim() !== "" && prefix.value.indexOf("\n") === prefix.value.length - 1;
  if (!isRow || delimiter.value === "") return undefined;
  const fresh = headerRow(fieldNames, delimiter.value);
  if (fresh === values.batchPrefix) return undefined;
  const columns = prefix.value.slice(0, -1).split(delimiter.value);
  const isRenamed = columns.length === fieldNames.length && !columns.every((name) => fieldNames.includes(name));
  return isRenamed ? undefined : fresh;
}

/** The format in a few words, for a line that summarizes all its settings. */
export function describeFormat(values: FormatValues): string {
  const { outputType, recordTemplate } = values;
  if (outputType !== "csv" && outputType !== "ndjson") return `${outputType}, which Headgate does not know`;
  const name = outputType === "csv" ? "CSV" : "NDJSON";
  if (recordTemplate) return `${name} with a record template`;
  const layout = layoutOf(values);
  if (layout === "NDJSON") return "NDJSON, one JSON object per line";
  if (layout === "JSON array") return "One JSON array of objects per request";
  if (layout) return layout;
  return formatFields.every((field) => field === "outputType" || values[field] === null)
    ? `${name}, one record per line`
    : `${name} with custom prefixes, suffixes or delimiters`;
}

function quoteIfNeeded(name: string, delimiter: string): string {
  const isPlain = !name.includes(delimiter) && !/["\r\n]/.test(name);
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}
