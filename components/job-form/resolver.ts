import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { jobFormSchemaOver } from "#lib/logpush/job/check-form.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

/** Runs the form's schema as its validation; an edit is judged by what differs from `stored`. */
export function resolverOver(stored: JobFormValues | undefined) {
  return standardSchemaResolver(jobFormSchemaOver(stored));
}
