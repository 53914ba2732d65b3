import * as z from "zod/mini";
import { maxRunJobs } from "../../limits.ts";

/** A job in an intent. What may become part of an API path: 32 hexadecimal digits, and whole numbers from 1. */
export const runJobSchema = z.object({
  scopeKind: z.enum(["zones", "accounts"]),
  scopeId: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  jobId: z.int().check(z.gte(1)),
});

export const runJobsSchema = z.array(runJobSchema).check(z.minLength(1), z.maxLength(maxRunJobs));

/** `zones/{id}` or `accounts/{id}` in an intent. */
export const runScopeSchema = z.string().check(z.regex(/^(?:zones|accounts)\/[0-9a-f]{32}$/));
