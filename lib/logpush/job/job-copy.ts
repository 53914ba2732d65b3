import type { HttpDestination } from "../destination/http.ts";
import type { RedactedDestination } from "../destination/redact.ts";
import { maxNameLength } from "../limits.ts";
import type { CopyOf, JobFormValues } from "./form-schema.ts";
import { listRefusedCharacters, repairJobName } from "./job-name.ts";

/** A saved job as the start of a new one, without a secret. */
export type JobCopy = {
  label: string;
  destination: RedactedDestination;
  /** With a mask for each secret; undefined if the form cannot edit it. */
  masked: HttpDestination | undefined;
  values: JobFormValues;
};

/** The values of a copy: everything of the job under a name of its own, with references to what stays on the server. */
export function copyValues(values: JobFormValues, copyOf: CopyOf): JobFormValues {
  return { ...values, name: copyName(values.name), convertsLegacy: false, copyOf };
}

/** A stored job may name no fields, and then has its dataset's default ones; a new one names them. */
export function withFields(values: JobFormValues, defaults: string[]): JobFormValues {
  return values.fieldNames.length > 0 ? values : { ...values, fieldNames: defaults };
}

/** A job without a name keeps none. */
function copyName(name: string): string {
  if (name === "") return "";
  const plain = listRefusedCharacters(name) === "" ? name : repairJobName(name);
  return `${plain.slice(0, maxNameLength - suffix.length)}${suffix}`;
}

const suffix = "-copy";
