import { isKept, pairOf } from "./destination-of.ts";
import type { JobFormValues, QueryRow } from "./form-schema.ts";
import { fieldLabels } from "./labels.ts";

/** A field that must be filled in before the job can be sent: its path in the form, and what to call it. */
export type MissingField = { path: string; label: string };

/** What is still missing, in the order of the form. A stored job may name no fields. */
export function listMissing(values: JobFormValues, stored?: JobFormValues): MissingField[] {
  const field = (path: "scope" | "dataset" | "endpoint" | "fieldNames") => ({ path, label: fieldLabels[path] });
  const isEdited = values.destinationMode === "edit";
  const hasEndpoint = !["", "https://"].includes(values.endpoint.trim());
  return [
    ...(values.scope === "" ? [field("scope")] : []),
    ...(values.dataset === "" ? [field("dataset")] : []),
    ...(isEdited && !hasEndpoint && !values.isEndpointKept ? [field("endpoint")] : []),
    ...(isEdited ? values.query.flatMap(missingOfRow) : []),
    ...(values.fieldNames.length === 0 && stored?.fieldNames.length !== 0 ? [field("fieldNames")] : []),
  ];
}

/** A kept row, one that is as it was read, and one that is not sent lack nothing. A parameter's value may be empty. */
function missingOfRow(row: QueryRow, place: number): MissingField[] {
  if (row.isOff || isKept(row) || pairOf(row).raw !== undefined) return [];
  const word = row.kind === "header" ? "Header" : "Parameter";
  if (row.name.trim() === "") return [{ path: `query.${place}.name`, label: `${word} name` }];
  return row.kind === "header" && row.value === "" ? [{ path: `query.${place}.value`, label: row.name }] : [];
}
