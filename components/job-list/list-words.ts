import { formatCount } from "#lib/logpush/format-count.ts";
/** The form, with the import open. */
export const importHref = "/jobs/new?import=1";

/** "1 job", "1,284 jobs". */
export function jobs(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "job" : "jobs"}`;
}
