import type { JobSummary, ListedJob } from "../views.ts";

/** A row after Cloudflare confirmed a change, until the list is read again. */
export function confirmRow(row: ListedJob, { enabled, health, lastComplete }: JobSummary): ListedJob {
  const { trouble, ...rest } = row;
  const isSame = row.state === health.state;
  return { ...rest, enabled, state: health.state, lastComplete, ...(isSame && trouble ? { trouble } : {}) };
}
