import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import type { JobList } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import { prepareReading } from "./freshness.ts";
import { listStoredJobs } from "./stored-jobs.ts";

/**
 * All jobs with their health, for what goes by all of them: alerts and metrics. Throws `AppException` if nothing is
 * known.
 */
export async function listJobs(context: Context): Promise<JobList> {
  await prepareReading(context, "list");
  const list = await listStoredJobs(context);
  const ofKinds = list.failures.filter(({ scope }) => !scope.path.includes("/"));
  const [first] = ofKinds;
  if (first && ofKinds.length === 2 && list.scopes.length === 0) throw new AppException(first.error);
  return list;
}
