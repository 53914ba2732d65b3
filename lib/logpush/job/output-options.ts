import { type AttributeValues, wireOf } from "./attribute-values.ts";
import { attributes, type FieldWith, fieldsWith, type OutputField, outputFields } from "./attributes.ts";
import type { JobFormValues } from "./form-schema.ts";
import type { Json, JsonObject } from "./job.ts";

export type EscapedText = FieldWith<{ type: "escaped" }>;

/** The texts that are typed with escapes. */
export const escapedTextFields = fieldsWith({ type: "escaped" });

/** The settings that say how records are written. */
export const formatFields = fieldsWith({ section: "format" });

export type FormatValues = Pick<JobFormValues, (typeof formatFields)[number]>;

export type OutputValues = Pick<AttributeValues, OutputField>;

/**
 * `output_options` of a new job. Values left to the service are omitted. The keys of the documentation's examples come
 * first.
 */
export function toOutputOptions(values: OutputValues): JsonObject {
  return wireOf(outputFields, values);
}

/** The stored options with the form's changes. A setting that was not changed stays as it is stored. */
export function patchOutputOptions(stored: JsonObject, before: OutputValues, after: OutputValues): JsonObject {
  const [old, now] = [toOutputOptions(before), toOutputOptions(after)];
  const patched = { ...stored };
  for (const field of outputFields) {
    const { key, cleared } = attributes[field];
    if (JSON.stringify(old[key]) === JSON.stringify(now[key])) continue;
    const value: Json | undefined = now[key] ?? cleared;
    if (value === undefined) delete patched[key];
    else patched[key] = value;
  }
  return patched;
}
