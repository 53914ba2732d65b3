import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import type { Resolver } from "react-hook-form";
import { jobFormSchemaOver } from "#lib/logpush/job/check-form.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { Several } from "./form-context.tsx";

/** Runs the form's schema as its validation; an edit is judged by what differs from `stored`. */
export function resolverOver(stored: JobFormValues | undefined): Resolver<JobFormValues, Several | null> {
  const resolve = standardSchemaResolver(jobFormSchemaOver(stored));
  return async (values, several, options) => {
    // Where the values are a pattern, the job of the first zone is what is judged.
    const result = await resolve(several ? several.fill(values) : values, several, options);
    return several && Object.keys(result.errors).length === 0 ? { values, errors: {} } : result;
  };
}
