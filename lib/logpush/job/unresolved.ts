import { appError } from "../errors/app-error.ts";
import { gapPhrases } from "../import/gap-reason.ts";
import type { Gap } from "../import/gaps.ts";
import type { AppError } from "../result.ts";
import { type AttributeType, attributes, isAttributeField } from "./attributes.ts";
import { isChoiceField } from "./choice-fields.ts";
import { isKept } from "./destination-of.ts";
import type { JobFormValues, Unresolved } from "./form-schema.ts";
import type { JsonObject } from "./job.ts";
import { fieldOfKey, fieldOfOutputKey } from "./owned-keys.ts";

type Form = JobFormValues;

/**
 * The unresolved entries that still apply, each with the path of its field. Text that no longer contains one resolves
 * it.
 */
export function listUnresolved(values: Form): { entry: Unresolved; at: string }[] {
  return (values.unresolved ?? []).flatMap((entry) => placesOf(values, entry).map((at) => ({ entry, at })));
}

function placesOf(values: Form, { field, source }: Unresolved): string[] {
  if (isChoiceField(field)) return [field];
  if (field !== "query")
    return holds(new Map<string, unknown>(Object.entries(values)).get(field), source) ? [field] : [];
  if (values.destinationMode === "keep") return [];
  const rows = values.query.flatMap((row, place) =>
    row.isOff || isKept(row)
      ? []
      : (["name", "value"] as const).filter((part) => holds(row[part], source)).map((part) => `query.${place}.${part}`),
  );
  const texts = (["endpoint", "destinationString"] as const).filter((key) => holds(values[key], source));
  return [...texts, ...rows];
}

function holds(value: unknown, source: string): boolean {
  if (typeof value === "string") return value.includes(source);
  return Array.isArray(value) && value.some((item) => typeof item === "string" && item.includes(source));
}

/** One error for each field that is unresolved. */
export function checkUnresolved(values: Form): AppError[] {
  const active = listUnresolved(values);
  return Array.from(new Set(active.map(({ at }) => at)), (at) => {
    const entries = active.filter((item) => item.at === at).map(({ entry }) => entry);
    const invalid = entries.find(({ expects }) => expects !== undefined);
    const gaps = entries.flatMap(({ source, kind }): Gap[] => (kind === "invalid" ? [] : [{ source, kind }]));
    const step = stepFor(at);
    if (gaps.length === 0 && invalid) {
      return appError("E_IMPORTED_VALUE", { at, params: { expects: invalid.expects ?? "", step } });
    }
    return appError("E_REFERENCE", { at, params: { reason: gapPhrases(gaps).join("; it "), step } });
  });
}

const steps: Partial<Record<AttributeType, string>> = {
  switch: "Choose a value.",
  choice: "Choose a value.",
  timestampFormat: "Choose a value.",
  dataset: "Choose a value.",
  flag: "Choose on or off.",
  limit: "Enter the number.",
  rate: "Enter the number.",
  list: "Remove it and select the fields.",
};

function stepFor(at: string): string {
  if (at === "otherSettings") return "Replace it with the value, or remove the setting.";
  return (isAttributeField(at) && steps[attributes[at].type]) || "Enter the actual value.";
}

/** The form after a person, or another import, has set `field`. Nothing about it is unresolved any more. */
export function resolveField(values: Form, field: string): Form {
  const { unresolved, ...rest } = values;
  const left = unresolved?.filter((entry) => entry.field !== field) ?? [];
  return left.length === 0 ? rest : { ...rest, unresolved: left };
}

export function addUnresolved(values: Form, entries: Unresolved[]): Form {
  return entries.length === 0 ? values : { ...values, unresolved: [...(values.unresolved ?? []), ...entries] };
}

/**
 * A request body with the reference in place of a value that the form cannot hold as text, so that a preview shows it.
 * A form with such an entry is never sent.
 */
export function showUnresolved(body: JsonObject, values: Form): JsonObject {
  return listUnresolved(values).reduce((shown, { entry }) => showEntry(shown, entry), body);
}

function showEntry(body: JsonObject, { field, source, key }: Unresolved): JsonObject {
  if (field === "query" || field === "fieldNames" || field === "filter") return body;
  const jobKey = key ?? keyOf(fieldOfKey, field);
  if (jobKey !== undefined)
    return typeof body[jobKey] === "string" && key === undefined ? body : { ...body, [jobKey]: source };
  const outputKey = keyOf(fieldOfOutputKey, field);
  const { output_options: output } = body;
  if (outputKey === undefined || typeof output !== "object" || output === null || Array.isArray(output)) return body;
  if (typeof output[outputKey] === "string") return body;
  return { ...body, output_options: { ...output, [outputKey]: source } };
}

function keyOf(fields: Readonly<Record<string, string>>, field: string): string | undefined {
  return Object.keys(fields).find((key) => fields[key] === field && key !== "logpull_options");
}
