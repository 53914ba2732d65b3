import type { JobFormValues } from "./form-schema.ts";
import type { JsonObject } from "./job.ts";
import { partsOf } from "./other-settings.ts";
import { toOutputOptions } from "./output-options.ts";

/**
 * The `output_options` that a sample of the form's job is written with. A stored job may name no fields: Cloudflare then
 * sends the dataset's default set.
 */
export function sampleOptionsOf(values: JobFormValues, defaultFields: string[]): JsonObject {
  const fieldNames = values.fieldNames.length === 0 ? defaultFields : values.fieldNames;
  return { ...toOutputOptions({ ...values, fieldNames }), ...partsOf(values.otherSettings).output };
}
