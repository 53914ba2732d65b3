import { isChoiceField } from "../job/choice-fields.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import type { Json } from "../job/job.ts";
import { fieldLabels, type LabelledField } from "../job/labels.ts";
import { escapedTextFields, escapedTexts } from "../job/output-options.ts";
import { limitToWire, readSampleRate } from "../job/units.ts";

import { writeEscapes } from "../output/escapes.ts";

/** How one key of a job becomes one field of the form. */
export type Rule = {
  label: string;
  field: LabelledField;
  /** What the API takes there, as the end of a sentence. */
  expects: string;
  /** The values with the key's value in them; undefined if the form cannot hold exactly that. */
  fill(values: JobFormValues, value: Json): JobFormValues | undefined;
  /** The values with a text that is no value in the field, as far as its control can show one, and that text. */
  hold(values: JobFormValues, value: Json): JobFormValues;
  /** The values with the field as `source` has it: for a null, which the API takes for "not set". */
  copy(values: JobFormValues, source: JobFormValues): JobFormValues;
  /** The field in words. */
  show(values: JobFormValues): string;
};

function rule<Field extends LabelledField>(
  field: Field,
  expects: string,
  read: (value: Json) => JobFormValues[Field] | undefined,
): Rule {
  return {
    label: fieldLabels[field],
    field,
    expects,
    fill: (values, value) => {
      const filled = read(value);
      return filled === undefined ? undefined : { ...values, [field]: filled };
    },
    hold: (values, value) => (isChoiceField(field) ? values : { ...values, [field]: shownIn(field, value) }),
    copy: (values, source) => ({ ...values, [field]: source[field] }),
    show: (values) => inWords(values[field]),
  };
}

/** A value as the text that its field shows: `source` alone, or what stands around a reference as well. */
export function shownIn(field: LabelledField, value: Json): string | string[] {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (field === "fieldNames") {
    const names = Array.isArray(value) ? value : [value];
    return names.map((name) => (typeof name === "string" ? name : JSON.stringify(name)));
  }
  return escapedTextFields.some((escaped) => escaped === field) ? writeEscapes(text) : text;
}

const aText = (value: Json) => (typeof value === "string" ? value : undefined);
const aFlag = (value: Json) => (typeof value === "boolean" ? value : undefined);
const oneOf = (...known: string[]) => {
  return (value: Json) => (typeof value === "string" && known.includes(value) ? value : undefined);
};
/** A number that the form's text gives back unchanged. */
const numberBy = (toWire: (text: string) => number | undefined) => (value: Json) =>
  typeof value === "number" && toWire(String(value)) === value ? String(value) : undefined;

/** The plain keys of a job; those that take more are in to-form.ts. */
export const jobRules: ReadonlyMap<string, Rule> = mapOf({
  dataset: rule("dataset", "a dataset's name", aText),
  name: rule("name", "a string", aText),
  kind: rule("kind", '"" or "edge"', oneOf("", "edge")),
  enabled: rule("enabled", "true or false", aFlag),
  filter_attack_traffic: rule("filterAttackTraffic", "true or false", (value) =>
    typeof value === "boolean" ? (value ? "on" : "off") : undefined,
  ),
  // A filter is JSON inside a text; some write the object itself.
  filter: rule("filter", "JSON in a string", (value) =>
    typeof value === "object" && value !== null ? JSON.stringify(value) : aText(value),
  ),
  frequency: rule("frequency", '"high" or "low"', oneOf("high", "low")),
  max_upload_bytes: rule("maxUploadBytes", "a whole number", numberBy(limitToWire)),
  max_upload_records: rule("maxUploadRecords", "a whole number", numberBy(limitToWire)),
  max_upload_interval_seconds: rule("maxUploadInterval", "a whole number", numberBy(limitToWire)),
});

/** The keys of `output_options`. */
export const outputRules: ReadonlyMap<string, Rule> = mapOf({
  field_names: rule("fieldNames", "a list of field names", (value) =>
    Array.isArray(value) && value.every((name) => typeof name === "string") ? value : undefined,
  ),
  // Newer names than those of today are taken; one in capitals or with a sign in it is none.
  timestamp_format: rule("timestampFormat", "a format's name", (value) =>
    typeof value === "string" && /^[a-z][a-z0-9_]*$/.test(value) ? value : undefined,
  ),
  sample_rate: rule("sampleRate", "a number from 0 to 1", numberBy(readSampleRate)),
  output_type: rule("outputType", '"ndjson" or "csv"', oneOf("ndjson", "csv")),
  ...Object.fromEntries(
    escapedTextFields.map((field): [string, Rule] => [
      escapedTexts[field],
      rule(field, "a string", (value) => (typeof value === "string" ? writeEscapes(value) : undefined)),
    ]),
  ),
  record_template: rule("recordTemplate", "a string", aText),
  "CVE-2021-44228": rule("cveRedaction", "true or false", aFlag),
  merge_subrequests: rule("mergeSubrequests", "true or false", aFlag),
});

/** A pasted key may be called like something that every object has. */
function mapOf(rules: Record<string, Rule>): ReadonlyMap<string, Rule> {
  return new Map(Object.entries(rules));
}

const maxShown = 80;

function inWords(value: JobFormValues[LabelledField]): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  const text = Array.isArray(value) ? value.join(", ") : (value ?? "");
  if (text === "") return "empty";
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
}
