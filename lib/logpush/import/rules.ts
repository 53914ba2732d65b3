import {
  type AttributeField,
  type AttributeType,
  attributeFields,
  attributes,
  isAttributeField,
  jobFields,
  outputFields,
} from "../job/attributes.ts";
import { isChoiceField } from "../job/choice-fields.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import type { Json } from "../job/job.ts";
import type { LabeledField } from "../job/labels.ts";
import { limitToWire, readSampleRate } from "../job/units.ts";
import { writeEscapes } from "../output/escapes.ts";

/** How one key of a job fills one field of the form. */
export type Rule = {
  label: string;
  field: AttributeField;
  /** What the API accepts there, as the end of a sentence. */
  expects: string;
  /** The form's values with the value of the key. Undefined if the form cannot represent exactly that value. */
  fill(values: JobFormValues, value: Json): JobFormValues | undefined;
  /**
   * The form's values with a text that is not a valid value, as far as the field's control can show it, and that text.
   */
  hold(values: JobFormValues, value: Json): JobFormValues;
  /** The form's values with this field from `source`: for a null, which the API treats as "not set". */
  copy(values: JobFormValues, source: JobFormValues): JobFormValues;
  /** A description of the field. */
  show(values: JobFormValues): string;
};

function ruleOf(field: AttributeField): Rule {
  const { type, label } = attributes[field];
  return {
    label,
    field,
    expects: expectations[type] ?? oneOf(field),
    fill: (values, value) => {
      const filled = readers[type](value, field);
      return filled === undefined ? undefined : { ...values, [field]: filled };
    },
    hold: (values, value) => (isChoiceField(field) ? values : { ...values, [field]: shownIn(field, value) }),
    copy: (values, source) => ({ ...values, [field]: source[field] }),
    show: (values) => inWords(values[field]),
  };
}

/** A value as the text of its field: `source` alone, or with the text around a reference. */
export function shownIn(field: LabeledField, value: Json): string | string[] {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const type = isAttributeField(field) ? attributes[field].type : undefined;
  if (type === "list") {
    const names = Array.isArray(value) ? value : [value];
    return names.map((name) => (typeof name === "string" ? name : JSON.stringify(name)));
  }
  return type === "escaped" ? writeEscapes(text) : text;
}

/** What the API accepts, as the end of a sentence. */
const expectations = {
  text: "a string",
  dataset: "a dataset's name",
  timestampFormat: "a format's name",
  choice: undefined,
  filter: "JSON in a string",
  limit: "a whole number",
  rate: "a number from 0 to 1",
  flag: "true or false",
  switch: "true or false",
  escaped: "a string",
  template: "a string",
  list: "a list of field names",
} as const satisfies Record<AttributeType, string | undefined>;

function oneOf(field: AttributeField): string {
  const { choices = [] } = attributes[field];
  return choices.map((choice) => `"${choice}"`).join(" or ");
}

const aText: Reader = (value) => (typeof value === "string" ? value : undefined);
/** A number that survives the form's text unchanged. */
const numberBy =
  (toWire: (text: string) => number | undefined): Reader =>
  (value) =>
    typeof value === "number" && toWire(String(value)) === value ? String(value) : undefined;

type Reader = (value: Json, field: AttributeField) => JobFormValues[AttributeField] | undefined;

/** The form's value for an API value. Undefined if the form cannot represent exactly that value. */
const readers: Record<AttributeType, Reader> = {
  text: aText,
  dataset: aText,
  // Names that are newer than Headgate are accepted, but none with capitals or special characters.
  timestampFormat: (value) => (typeof value === "string" && /^[a-z][a-z0-9_]*$/.test(value) ? value : undefined),
  choice: (value, field) => attributes[field].choices?.find((choice) => choice === value),
  // A filter is JSON inside a text, but some people write the object itself.
  filter: (value, field) => (typeof value === "object" && value !== null ? JSON.stringify(value) : aText(value, field)),
  limit: numberBy(limitToWire),
  rate: numberBy(readSampleRate),
  flag: (value) => (typeof value === "boolean" ? value : undefined),
  switch: (value) => (typeof value === "boolean" ? (value ? "on" : "off") : undefined),
  escaped: (value) => (typeof value === "string" ? writeEscapes(value) : undefined),
  template: aText,
  list: (value) => (Array.isArray(value) && value.every((name) => typeof name === "string") ? value : undefined),
};

/** The keys of the attributes of these types. */
export function keysOfTypes(...types: AttributeType[]): ReadonlySet<string> {
  const fields = attributeFields.filter((field) => types.includes(attributes[field].type));
  return new Set(fields.map((field) => attributes[field].key));
}

/** The plain keys of a job. Those that need more are in to-form.ts. */
export const jobRules = rulesOf(jobFields);

/** The keys of `output_options`. */
export const outputRules = rulesOf(outputFields);

/** A map, because a pasted key may have the name of something that every object inherits. */
function rulesOf(fields: readonly AttributeField[]): ReadonlyMap<string, Rule> {
  return new Map(fields.map((field) => [attributes[field].key, ruleOf(field)]));
}

const maxShown = 80;

function inWords(value: JobFormValues[LabeledField]): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  const text = Array.isArray(value) ? value.join(", ") : (value ?? "");
  if (text === "") return "empty";
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
}
