import * as z from "zod/mini";
import { jobAttributes, keysIn, outputAttributes, recordOf } from "./attributes.ts";

const nullish = <T extends z.core.SomeType>(schema: T) => z.nullish(schema);

/** `output_options` as stored; keys and enum values that are not known here pass through. */
export const outputOptionsSchema = z.looseObject(shapeOf(outputAttributes));

/**
 * A job as the API returns it (GET `{scope}/logpush/jobs/{job_id}`). Everything but `id` may be absent;
 * unknown keys are kept, for the API returns keys that its schema does not name.
 */
export const wireJobSchema = z.looseObject({
  ...shapeOf(jobAttributes),
  id: z.number(),
  destination_conf: nullish(z.string()),
  output_options: nullish(outputOptionsSchema),
  logpull_options: nullish(z.string()),
  last_complete: nullish(z.string()),
  last_error: nullish(z.string()),
  error_message: nullish(z.string()),
});

export type WireJob = z.infer<typeof wireJobSchema>;
export type WireOutputOptions = z.infer<typeof outputOptionsSchema>;

function shapeOf<Of extends typeof jobAttributes | typeof outputAttributes>(table: Of) {
  return {
    ...recordOf(keysIn(table, "string"), () => nullish(z.string())),
    ...recordOf(keysIn(table, "number"), () => nullish(z.number())),
    ...recordOf(keysIn(table, "boolean"), () => nullish(z.boolean())),
    ...recordOf(keysIn(table, "strings"), () => nullish(z.array(z.string()))),
  };
}
