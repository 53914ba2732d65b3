import * as z from "zod/mini";

const nullish = <T extends z.core.SomeType>(schema: T) => z.nullish(schema);

/** `output_options` as stored; keys and enum values that are not known here pass through. */
export const outputOptionsSchema = z.looseObject({
  field_names: nullish(z.array(z.string())),
  timestamp_format: nullish(z.string()),
  sample_rate: nullish(z.number()),
  output_type: nullish(z.string()),
  batch_prefix: nullish(z.string()),
  batch_suffix: nullish(z.string()),
  record_prefix: nullish(z.string()),
  record_suffix: nullish(z.string()),
  record_delimiter: nullish(z.string()),
  field_delimiter: nullish(z.string()),
  record_template: nullish(z.string()),
  "CVE-2021-44228": nullish(z.boolean()),
  merge_subrequests: nullish(z.boolean()),
});

/**
 * A job as the API returns it (GET `{scope}/logpush/jobs/{job_id}`). Everything but `id` may be absent;
 * unknown keys are kept, for the API returns keys that its schema does not name.
 */
export const wireJobSchema = z.looseObject({
  id: z.number(),
  dataset: nullish(z.string()),
  name: nullish(z.string()),
  destination_conf: nullish(z.string()),
  enabled: nullish(z.boolean()),
  output_options: nullish(outputOptionsSchema),
  logpull_options: nullish(z.string()),
  filter: nullish(z.string()),
  filter_attack_traffic: nullish(z.boolean()),
  frequency: nullish(z.string()),
  kind: nullish(z.string()),
  max_upload_bytes: nullish(z.number()),
  max_upload_records: nullish(z.number()),
  max_upload_interval_seconds: nullish(z.number()),
  last_complete: nullish(z.string()),
  last_error: nullish(z.string()),
  error_message: nullish(z.string()),
});

export type WireJob = z.infer<typeof wireJobSchema>;
export type WireOutputOptions = z.infer<typeof outputOptionsSchema>;
