import type { JobFormValues } from "../job/form-schema.ts";
import { settingFields } from "../job/labels.ts";

/** The form values that give a job the settings of a file. The destination stays, because the file has no secrets. */
export function restoredValues(now: JobFormValues, wanted: JobFormValues): JobFormValues {
  const settings = Object.fromEntries(settingFields.map((field) => [field, wanted[field]]));
  return { ...now, ...settings, destinationMode: "keep" };
}
