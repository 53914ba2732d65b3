import type { JobRef } from "#lib/logpush/job/job.ts";

/** Where a job's page is; the path mirrors the API's. */
export function jobHref({ scopeKind, scopeId, jobId }: JobRef): `/${string}/${string}/jobs/${string}` {
  return `/${scopeKind}/${scopeId}/jobs/${jobId}`;
}

/** The same from the key of a row: `zones/{id}/{jobId}`. */
export function rowHref(key: string): `/${string}/${string}/jobs/${string}` {
  const [kind = "", id = "", jobId = ""] = key.split("/");
  return `/${kind}/${id}/jobs/${jobId}`;
}

/** Which job a row shows. */
export function rowRef(key: string): JobRef {
  const [kind = "", scopeId = "", jobId = ""] = key.split("/");
  return { scopeKind: kind === "zones" ? "zones" : "accounts", scopeId, jobId: Number(jobId) };
}
