import "server-only";
import * as z from "zod/mini";
import { jobFormShape } from "#lib/logpush/job/form-schema.ts";

/** What may become part of an API path: 32 hexadecimal digits, and whole numbers from 1. */
export const jobRefSchema = z.object({
  scopeKind: z.enum(["zones", "accounts"]),
  scopeId: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  jobId: z.int().check(z.gte(1)),
});

/** `zones/{id}` or `accounts/{id}`, safe as part of an API path. */
export const scopePathSchema = z.string().check(z.regex(/^(?:zones|accounts)\/[0-9a-f]{32}$/));

/** `ref` is the job that is being edited. Without it the values are those of a new job. */
export const formCheckSchema = z.object({ ref: z.optional(jobRefSchema), values: jobFormShape });

export const noInputSchema = z.optional(z.null());
