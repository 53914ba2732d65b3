import { type Attribute, attributes, jobFields, outputFields } from "./attributes.ts";
import type { LabeledField } from "./labels.ts";

/** The attributes of a job that a field of the form sets. */
export const fieldOfKey: Readonly<Record<string, LabeledField>> = {
  ...Object.fromEntries(jobFields.map((field) => [attributes[field].key, field])),
  destination_conf: "destinationString",
  logpull_options: "fieldNames",
};

/** The same for `output_options`. */
export const fieldOfOutputKey: Readonly<Record<string, LabeledField>> = Object.fromEntries(
  outputFields.map((field) => [attributes[field].key, field]),
);

export const knownOutputKeys: ReadonlySet<string> = new Set(Object.keys(fieldOfOutputKey));

/** Attributes that Cloudflare sets. */
export const readOnlyKeys: readonly string[] = ["id", "last_complete", "last_error", "error_message"];

/** Attributes that the Terraform provider fills in if the configuration omits them. */
export const filledInKeys: ReadonlySet<string> = new Set([
  ...readOnlyKeys,
  ...jobFields.flatMap((field) => {
    const { key, type }: Attribute = attributes[field];
    return type === "choice" || type === "limit" ? [key] : [];
  }),
]);
