import type { JobRef } from "#lib/logpush/job/job.ts";

/** Where a job's page is; the path mirrors the API's. */
export function jobHref({ scopeKind, scopeId, jobId }: JobRef): `/${string}/${string}/jobs/${string}` {
  return `/${scopeKind}/${scopeId}/jobs/${jobId}`;
}
