import catalogue from "#lib/catalogue/datasets.data.json" with { type: "json" };
import { LIVE_CHANGES } from "./live-changes.data.ts";

export type ScopeKind = "zones" | "accounts";
export type FieldType =
  | "string"
  | "int"
  | "bool"
  | "float"
  | "object"
  | "array[string]"
  | "array[int]"
  | "array[object]"
  | "int or string";
export type Field = { name: string; type: FieldType; deprecated: boolean };
export type Dataset = { id: string; label: string; requiresPii: boolean; fields: Field[]; byName: Map<string, Field> };

const FIELD_TYPES: readonly string[] = [
  "string",
  "int",
  "bool",
  "float",
  "object",
  "array[string]",
  "array[int]",
  "array[object]",
  "int or string",
] satisfies FieldType[];

/** The documented default set; it exists for this dataset only. */
const HTTP_REQUESTS_DEFAULT = [
  "ClientIP",
  "ClientRequestHost",
  "ClientRequestMethod",
  "ClientRequestURI",
  "EdgeEndTimestamp",
  "EdgeResponseBytes",
  "EdgeResponseStatus",
  "EdgeStartTimestamp",
  "RayID",
];

const datasets = new Map(catalogue.map((entry) => [`${entry.scope}s/${entry.id}`, readDataset(entry)]));

/** The dataset as it exists in that kind of scope, or undefined. */
export function findDataset(scopeKind: ScopeKind, id: string): Dataset | undefined {
  return datasets.get(`${scopeKind}/${id}`);
}

/** The fields of a job that lists none. */
export function defaultFieldNames(dataset: Dataset): string[] {
  if (dataset.id === "http_requests") return HTTP_REQUESTS_DEFAULT;
  return dataset.fields.filter((field) => !field.deprecated).map((field) => field.name);
}

/** Field name to description, the shape of the `/fields` answer. */
export function describeFields(dataset: Dataset, names = dataset.fields.map((field) => field.name)) {
  return Object.fromEntries(names.map((name) => [name, describeField(dataset.byName.get(name), name)]));
}

function describeField(field: Field | undefined, name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2");
  return `${field?.type ?? "string"}; ${words}${field?.deprecated ? " (deprecated)" : ""}`;
}

function readDataset(entry: {
  id: string;
  scope: string;
  label: string;
  requiresZeroTrustPII?: boolean;
  fields: string[][];
}): Dataset {
  const { added = [], removed = [] } = LIVE_CHANGES[`${entry.scope}s/${entry.id}`] ?? {};
  const listed: string[][] = entry.fields.filter(([name = ""]) => !removed.includes(name));
  const fields = [...listed, ...added]
    .map(
      ([name = "", type = "string", mark]): Field => ({
        name,
        type: isFieldType(type) ? type : "string",
        deprecated: mark === "deprecated",
      }),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    id: entry.id,
    label: entry.label,
    requiresPii: entry.requiresZeroTrustPII === true,
    fields,
    byName: new Map(fields.map((field) => [field.name, field])),
  };
}

function isFieldType(type: string): type is FieldType {
  return FIELD_TYPES.includes(type);
}
