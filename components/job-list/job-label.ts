import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { JobSummary } from "#lib/logpush/views.ts";

/** Where a job's page is; the path mirrors the API's. */
export function jobHref({ scopeKind, scopeId, jobId }: JobRef): `/${string}/${string}/jobs/${string}` {
  return `/${scopeKind}/${scopeId}/jobs/${jobId}`;
}

/** Labels that tell every job apart: jobs that share a label get their id added. By job key. */
export function distinctLabels(jobs: JobSummary[]): Map<string, string> {
  const counts = new Map<string, number>();
  for (const job of jobs) {
    const label = jobLabel(job);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return new Map(
    jobs.map((job) => {
      const label = jobLabel(job);
      return [jobKey(job.ref), counts.get(label) === 1 ? label : `${label} (${job.ref.jobId})`];
    }),
  );
}
