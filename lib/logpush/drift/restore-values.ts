import type { JobFormValues } from "../job/form-schema.ts";
import { settingFields } from "../job/labels.ts";

/** What to save to give a job the settings of a file back: its destination stays as it is, for the file has no secrets. */
export function restoredValues(now: JobFormValues, wanted: JobFormValues): JobFormValues {
  const settings = Object.fromEntries(settingFields.map((field) => [field, wanted[field]]));
  return { ...now, ...settings, destinationMode: "keep" };
}
