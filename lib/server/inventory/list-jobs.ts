import "server-only";
import type { JobList } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import { readUnattended } from "./freshness.ts";
import { listStoredJobs, requireKnown } from "./stored-jobs.ts";

/**
 * All jobs with their health, for metrics. It does not count as an open page. Throws `AppException` if nothing is known.
 */
export async function listJobs(context: Context): Promise<JobList> {
  await readUnattended(context);
  return await listKnownJobs(context);
}

/** The same as the store has them now. */
export async function listKnownJobs(context: Context): Promise<JobList> {
  const list = await listStoredJobs(context);
  requireKnown(list);
  return list;
}
