"use client";

import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { fetchResult } from "#components/ui/fetch-result.ts";
import { type ListView, viewToQuery } from "#lib/logpush/list/list-view.ts";
import type { AppError, Result } from "#lib/logpush/result.ts";
import type { JobPage, JobSummary } from "#lib/logpush/views.ts";

export type WatchJobs = typeof import("#app/actions/jobs.ts").watchJobs;

/** What is shown, for which view, and what Cloudflare confirmed since: jobs that changed, and deleted ones (null). */
type Shown = { page: JobPage; query: string; confirmed: ReadonlyMap<string, JobSummary | null> };

const nothing: Shown["confirmed"] = new Map();

/**
 * The page of the list that belongs to a view. `initial` is what the server rendered; another view is read from the
 * store, and an answer that comes after a later question is dropped.
 */
export function useJobPage(initial: JobPage, view: ListView, watchJobs: WatchJobs) {
  const query = viewToQuery(view);
  const [shown, setShown] = useState<Shown>({ page: initial, query, confirmed: nothing });
  const [rendered, setRendered] = useState(initial);
  // The server rendered the page anew.
  if (rendered !== initial) {
    setRendered(initial);
    setShown({ page: initial, query, confirmed: nothing });
  }
  const [error, setError] = useState<AppError | null>(null);
  const asked = useRef<AbortController>(undefined);

  /** Shows the answer for a view, or its error, unless another one has been asked for meanwhile. */
  const take = useCallback(async (of: string, ask: (signal: AbortSignal) => Promise<Result<JobPage>>) => {
    asked.current?.abort();
    const request = new AbortController();
    asked.current = request;
    const result = await callAction(() => ask(request.signal));
    if (!request.signal.aborted && result.ok)
      startTransition(() => setShown({ page: result.value, query: of, confirmed: nothing }));
    return { result, isCurrent: !request.signal.aborted };
  }, []);

  const read = useCallback(
    async (of: string) => {
      const { result, isCurrent } = await take(of, (signal) => fetchResult<JobPage>(`/jobs/list${of}`, signal));
      if (isCurrent) setError(result.ok ? null : result.error);
    },
    [take],
  );

  useEffect(() => {
    if (shown.query !== query) void read(query);
  }, [query, shown.query, read]);
  useEffect(() => () => asked.current?.abort(), []);

  const confirm = useCallback((key: string, job: JobSummary | null) => {
    setShown((before) => ({ ...before, confirmed: new Map(before.confirmed).set(key, job) }));
  }, []);

  const page = useMemo(() => {
    if (shown.confirmed.size === 0) return shown.page;
    const rows = shown.page.rows.flatMap((row) => {
      const job = shown.confirmed.get(row.key);
      if (job === null) return [];
      return job ? [{ ...row, job }] : [row];
    });
    return { ...shown.page, rows };
  }, [shown]);

  /** Reads the view once more without being asked to. Resolves with the error, or whether there is a new page. */
  const again = useCallback(async (): Promise<boolean | AppError> => {
    const { result, isCurrent } = await take(query, () => watchJobs({ view }));
    return result.ok ? isCurrent : result.error;
  }, [take, query, view, watchJobs]);
  return { page, isReading: shown.query !== query && error === null, error, again, confirm };
}
