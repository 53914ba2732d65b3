import "server-only";
import * as z from "zod/mini";
import { jobFormShape } from "#lib/logpush/job/form-schema.ts";

/** What may become a part of an API path: 32 hexadecimal digits, and whole numbers from 1. */
export const jobRefSchema = z.object({
  scopeKind: z.enum(["zones", "accounts"]),
  scopeId: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  jobId: z.int().check(z.gte(1)),
});

export const updateJobSchema = z.object({
  ref: jobRefSchema,
  versions: z.record(z.string(), z.string()),
  // Judged in the use case, against what is stored.
  values: jobFormShape,
});

export const setJobEnabledSchema = z.object({ ref: jobRefSchema, enabled: z.boolean() });

/** Up to 30 days; null gives back the default of the dataset. */
export const setStaleAfterSchema = z.object({
  ref: jobRefSchema,
  minutes: z.nullable(z.int().check(z.gte(1), z.lte(43_200))),
});

export const deleteJobSchema = z.object({ ref: jobRefSchema, confirmName: z.string() });

/** `zones/{id}` or `accounts/{id}`, fit to become a part of an API path. */
export const scopePathSchema = z.string().check(z.regex(/^(?:zones|accounts)\/[0-9a-f]{32}$/));

export const readFieldsSchema = z.object({
  scope: scopePathSchema,
  dataset: z.string().check(z.regex(/^[a-z0-9_]{1,100}$/)),
});

/** `ref` is the job being edited; without it the values are those of a new one. */
export const findSameDestinationSchema = z.object({
  ref: z.optional(jobRefSchema),
  values: z.pick(jobFormShape, {
    scope: true,
    dataset: true,
    destinationMode: true,
    isEndpointKept: true,
    endpoint: true,
    query: true,
  }),
});

/** The same with the whole form. */
export const formCheckSchema = z.object({ ref: z.optional(jobRefSchema), values: jobFormShape });

export const noInputSchema = z.optional(z.null());
