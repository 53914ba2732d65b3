import { formatCount } from "#lib/logpush/format-count.ts";
import { describedError } from "../../errors/errors.ts";
import { type JobRef, jobKey, scopePath } from "../../job/job.ts";
import type { ItemPlan, PlannedItem, World, WorldJob } from "../run.ts";

/** One item for each job that is named, in that order. A job that is not there is blocked. */
export function planJobs(refs: readonly JobRef[], { jobs }: World, planOf: (job: WorldJob) => ItemPlan): PlannedItem[] {
  const named = new Map(refs.map((ref) => [jobKey(ref), ref]));
  return Array.from(named, ([key, ref]): PlannedItem => {
    const job = jobs.get(key);
    const place = { scope: scopePath(ref), jobId: ref.jobId, name: job?.name ?? `job ${ref.jobId}` };
    if (!job || job.isGone) return { ...place, outcome: "blocked", error: describedError("E_NOT_FOUND") };
    return { ...place, ...planOf(job) };
  });
}

/** "1 job", "10 jobs". */
export function countJobs(refs: readonly unknown[]): string {
  return refs.length === 1 ? "1 job" : `${formatCount(refs.length)} jobs`;
}
