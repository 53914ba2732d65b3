import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { defineReader, defineResultReader } from "../define/define-reader.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { readJobsOrLast } from "./job-reading.ts";
import { readJobDetail } from "./read-job.ts";

/** All jobs, for the list page; the last known ones while Cloudflare fails. Throws `AppException` if there are none. */
export const listJobs = defineReader("viewer", readJobsOrLast);

/** One job, for its page. The reference comes from a URL, so it is checked like any input. */
export const loadJob = defineResultReader("viewer", "readJob", (context, ref: JobRef) => {
  const checked = z.safeParse(jobRefSchema, ref);
  if (!checked.success) fail("E_NOT_FOUND");
  return readJobDetail(context, checked.data);
});
