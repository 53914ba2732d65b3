import { confirmRow } from "#lib/logpush/list/confirm-row.ts";
import { isInPlace, keepPlaces } from "#lib/logpush/list/keep-places.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobPage, JobSummary } from "#lib/logpush/views.ts";

/**
 * What is shown, and the query of the view that it answers. `waiting` is a newer page of it whose rows are in other
 * places: it is shown when nobody points at the list. `failed` is the view that could not be read after it.
 */
export type Shown = {
  page: JobPage;
  query: string;
  waiting: JobPage | null;
  failed: { query: string; error: AppError } | null;
};

/** Shows a page. Any page ends the error before it. */
export function showPage(page: JobPage, query: string): Shown {
  return { page, query, waiting: null, failed: null };
}

/** Shows a newer page; with `isHeld`, its rows stay where those of the same view are. */
export function showNewer(shown: Shown, newer: JobPage, { query, isHeld }: { query: string; isHeld: boolean }): Shown {
  const isSameView = shown.query === query && shown.page.rows.length > 0 && newer.rows.length > 0;
  if (!isHeld || !isSameView || isInPlace(shown.page, newer)) return showPage(newer, query);
  return { ...showPage(keepPlaces(shown.page, newer), query), waiting: newer };
}

/** Shows what waits, once nobody points at the list. */
export function releasePage(shown: Shown): Shown {
  return shown.waiting ? showPage(shown.waiting, shown.query) : shown;
}

/** Notes a job as Cloudflare has confirmed it, or null for a deleted one. */
export function confirmJob(shown: Shown, key: string, job: JobSummary | null): Shown {
  const confirm = (page: JobPage): JobPage =>
    job
      ? { ...page, rows: page.rows.map((row) => (row.key === key ? confirmRow(row, job) : row)) }
      : keepPlaces(page, { ...page, rows: page.rows.filter((row) => row.key !== key) });
  return { ...shown, page: confirm(shown.page), waiting: shown.waiting && confirm(shown.waiting) };
}

/** Whether the view of a query is still being read, or the error instead of it. */
export function stateOf(shown: Shown, query: string): { isReading: boolean; error: AppError | null } {
  const error = shown.failed?.query === query ? shown.failed.error : null;
  return { isReading: shown.query !== query && error === null, error };
}
