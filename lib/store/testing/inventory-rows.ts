import type { ListedScope, ObservedJob } from "../inventory.ts";

/** A scope as a listing names it. */
export function listedScope(path: string, name: string): ListedScope {
  return {
    path,
    name,
    account_id: null,
    account_name: null,
    sort_name: name,
    search: `${name}\n${path}`.toLowerCase(),
  };
}

/** A healthy job as one reading sees it, with the given differences. */
export function observedJob(jobId: number, changes: Partial<ObservedJob> = {}): ObservedJob {
  const name = changes.name ?? `job-${jobId}`;
  const seenAt = changes.seen_at ?? 1000;
  return {
    ...{ job_id: jobId, name, label: name, sort_name: name, dataset: "http_requests", host: "logs.example.com" },
    ...{ search: `${name}\nlogs.example.com`, enabled: 1, is_legacy: 0, destination: "{}", digest: "d1" },
    ...{ last_complete: null, last_error: null, error_text: null, cause: null, recheck_at: null },
    ...{ state: "healthy", state_rank: 5, urgency: 0, seen_at: seenAt },
    match: { oldDigest: undefined, looksLike: () => false },
    version: {
      ...{ seen_at: seenAt, source: "outside", actor: null, intent: null, attrs: "{}", digests: "{}" },
      ...{ conf_digest: "c1", sealed: null, kid: null },
    },
    ...changes,
  };
}
