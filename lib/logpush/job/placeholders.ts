import { isKept, pairOf } from "./destination-of.ts";
import type { JobFormValues, QueryRow } from "./form-schema.ts";

/** What previews and snippets contain in place of a field that is still empty. */
export const placeholders = {
  scope: "zones/ZONE_ID",
  dataset: "DATASET",
  endpoint: "https://ENDPOINT_HOST/PATH",
  headerName: "HEADER-NAME",
  headerValue: "HEADER_VALUE",
  paramName: "PARAMETER_NAME",
  fieldName: "FIELD_NAME",
} as const;

/**
 * Fills empty fields, so that previews always render. `missing` lists the labels of these fields. A stored job may name
 * no fields: Cloudflare then sends the dataset's default set.
 */
export function withPlaceholders(
  values: JobFormValues,
  stored?: JobFormValues,
): { values: JobFormValues; missing: string[] } {
  const missing = new Set<string>();
  const fill = (text: string, label: string, placeholder: string): string => {
    if (text.trim() !== "") return text;
    missing.add(label);
    return placeholder;
  };
  const filled: JobFormValues = {
    ...values,
    scope: fill(values.scope, "Zone or account", placeholders.scope),
    dataset: fill(values.dataset, "Dataset", placeholders.dataset),
    endpoint: values.destinationMode === "keep" ? values.endpoint : fillEndpoint(values.endpoint, fill),
    query: values.query.map((row) => fillRow(row, fill)),
  };
  if (values.fieldNames.length === 0 && stored?.fieldNames.length !== 0) {
    missing.add("Fields");
    filled.fieldNames = [placeholders.fieldName];
  }
  return { values: filled, missing: Array.from(missing) };
}

type Fill = (text: string, label: string, placeholder: string) => string;

/** The scheme alone, with which the field may start, counts as nothing. */
function fillEndpoint(endpoint: string, fill: Fill): string {
  return fill(endpoint.trim() === "https://" ? "" : endpoint, "Endpoint URL", placeholders.endpoint);
}

/** A kept row, one that is as it was read, and one that is not sent lack nothing. A parameter's value may be empty. */
function fillRow(row: QueryRow, fill: Fill): QueryRow {
  if (row.isOff || isKept(row) || pairOf(row).raw !== undefined) return row;
  if (row.kind === "param") return { ...row, name: fill(row.name, "Parameter name", placeholders.paramName) };
  return {
    ...row,
    name: fill(row.name, "Header name", placeholders.headerName),
    value: fill(row.value, "Header value", placeholders.headerValue),
  };
}
