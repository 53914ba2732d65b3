import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { readJobDetail } from "./read-job.ts";

/** One job, for its page. The reference comes from a URL, so it is checked like any input. */
export const loadJob = defineResultReader("viewer", "readJob", (context, ref: JobRef) => {
  const checked = z.safeParse(jobRefSchema, ref);
  if (!checked.success) fail("E_NOT_FOUND");
  return readJobDetail(context, checked.data);
});
