import { type AttributeField, attributes, jobFields, outputFields, recordOf } from "./attributes.ts";
import type { JobFormValues } from "./form-schema.ts";

const labelsOf = <Field extends AttributeField>(fields: readonly Field[]) =>
  recordOf(fields, (field) => attributes[field].label);

/** The label of each setting in the form. The form's errors are listed in this order. */
export const fieldLabels = {
  scope: "Zone or account",
  ...labelsOf(["dataset"]),
  endpoint: "Endpoint URL",
  destinationString: "Destination string",
  ...labelsOf(["name"]),
  convertsLegacy: "logpull_options",
  ...labelsOf(["fieldNames", "filter", "timestampFormat", "sampleRate"]),
  ...labelsOf(outputFields),
  ...labelsOf(jobFields),
  otherSettings: "Other settings",
} as const satisfies Partial<Record<keyof JobFormValues, string>>;

export type LabeledField = keyof typeof fieldLabels;

/** The settings that a save can change, apart from the destination. */
export const settingFields: readonly LabeledField[] = [
  "name",
  ...outputFields,
  "convertsLegacy",
  ...jobFields.filter((field) => field !== "name" && !attributes[field].isFixed),
  "otherSettings",
];

export function isLabeled(path: string): path is LabeledField {
  return Object.hasOwn(fieldLabels, path);
}
