import type { JobFormValues } from "../job/form-schema.ts";
import { formatFields } from "../job/output-options.ts";

/** The form fields that a preset can change; undoing it restores these. */
export const presetFields = [
  "destinationMode",
  "isEndpointKept",
  "endpoint",
  "query",
  "destinationString",
  "timestampFormat",
  ...formatFields,
  "maxUploadBytes",
  "maxUploadRecords",
] as const satisfies (keyof JobFormValues)[];
