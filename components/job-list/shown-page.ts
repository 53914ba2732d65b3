import type { AppError } from "#lib/logpush/result.ts";
import type { JobPage, JobSummary } from "#lib/logpush/views.ts";

/**
 * What is shown, the query of the view that it answers, and what Cloudflare confirmed since: jobs that changed, and
 * deleted ones (null). `failed` is the view that could not be read after it.
 */
export type Shown = {
  page: JobPage;
  query: string;
  confirmed: ReadonlyMap<string, JobSummary | null>;
  failed: { query: string; error: AppError } | null;
};

const nothing: Shown["confirmed"] = new Map();

/** Shows a page. Any page ends the error before it. */
export function showPage(page: JobPage, query: string): Shown {
  return { page, query, confirmed: nothing, failed: null };
}

/** Notes a job as Cloudflare has confirmed it, or null for a deleted one. */
export function confirmJob(shown: Shown, key: string, job: JobSummary | null): Shown {
  return { ...shown, confirmed: new Map(shown.confirmed).set(key, job) };
}

/** The page with what was confirmed since. */
export function pageOf({ page, confirmed }: Shown): JobPage {
  if (confirmed.size === 0) return page;
  const rows = page.rows.flatMap((row) => {
    const job = confirmed.get(row.key);
    if (job === null) return [];
    return job ? [{ ...row, job }] : [row];
  });
  return { ...page, rows };
}

/** Whether the view of a query is still being read, or the error instead of it. */
export function stateOf(shown: Shown, query: string): { isReading: boolean; error: AppError | null } {
  const error = shown.failed?.query === query ? shown.failed.error : null;
  return { isReading: shown.query !== query && error === null, error };
}
