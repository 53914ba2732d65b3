import { readEscapes, writeEscapes } from "../output/escapes.ts";
import { type AttributeField, attributes, fieldsIn, recordOf } from "./attributes.ts";
import type { JobFormValues } from "./form-schema.ts";
import type { Json, JsonObject } from "./job.ts";
import { limitToWire, readSampleRate } from "./units.ts";

export type AttributeValues = Pick<JobFormValues, AttributeField>;
type FormValue = AttributeValues[AttributeField];

/** The texts around and in the records; unset ones use the service's default. */
export const unsetTexts = recordOf(fieldsIn("nullable"), () => null);

/** What the form shows for a job that sets nothing: the service's defaults. */
export const absentValues: AttributeValues = {
  ...recordOf(fieldsIn("text"), (field) => attributes[field].absent ?? ""),
  ...recordOf(fieldsIn("flag"), () => false),
  ...recordOf(fieldsIn("switch"), () => "" as const),
  ...unsetTexts,
  ...recordOf(fieldsIn("list"), () => []),
};

/** The form's values of attributes as they are stored. */
export function valuesFrom(fields: readonly AttributeField[], stored: object): Record<string, FormValue> {
  return recordOf(fields, (field) => fromWire(field, Reflect.get(stored, attributes[field].key)));
}

/** The part of the form's values that a request for a new job contains. Values left to the service are omitted. */
export function wireOf<Field extends AttributeField>(
  fields: readonly Field[],
  values: Pick<AttributeValues, Field>,
): JsonObject {
  const entries = fields.flatMap((field): [string, Json][] => {
    const value = toWire(field, values[field]);
    return value === undefined ? [] : [[attributes[field].key, value]];
  });
  return Object.fromEntries(entries);
}

function fromWire(field: AttributeField, value: unknown): FormValue {
  switch (attributes[field].type) {
    case "flag":
      return value === true;
    case "switch":
      return typeof value === "boolean" ? (value ? "on" : "off") : "";
    case "list":
      return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
    case "escaped":
      return typeof value === "string" ? writeEscapes(value) : null;
    default:
      return value === null || value === undefined ? absentValues[field] : String(value);
  }
}

function toWire(field: AttributeField, value: FormValue): Json | undefined {
  const { type, isAlwaysSent } = attributes[field];
  if (!isAlwaysSent && (value === absentValues[field] || (Array.isArray(value) && value.length === 0)))
    return undefined;
  if (typeof value !== "string") return value;
  switch (type) {
    case "limit":
      return limitToWire(value);
    case "rate": {
      const rate = readSampleRate(value);
      return rate === 1 ? undefined : rate;
    }
    case "switch":
      return value === "on";
    case "escaped":
      return decoded(value);
    default:
      return value;
  }
}

/** A text with a wrong escape is refused before it is sent. Previews show it as typed. */
function decoded(typed: string): string {
  const read = readEscapes(typed);
  return read.ok ? read.value : typed;
}
