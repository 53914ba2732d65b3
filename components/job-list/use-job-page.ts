"use client";

import { startTransition, useCallback, useEffect, useRef, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { fetchResult } from "#components/ui/fetch-result.ts";
import { type ListView, viewToQuery } from "#lib/logpush/list/list-view.ts";
import type { AppError, Result } from "#lib/logpush/result.ts";
import type { JobPage, JobSummary } from "#lib/logpush/views.ts";
import { confirmJob, releasePage, type Shown, showNewer, showPage, stateOf } from "./shown-page.ts";
import { useHeldPlaces } from "./use-held-places.ts";

export type WatchJobs = typeof import("#app/actions/jobs.ts").watchJobs;

/**
 * The page of the list that belongs to a view. `initial` is what the server rendered; another view is read from the
 * store, and an answer that comes after a later question is dropped.
 */
export function useJobPage(initial: JobPage, view: ListView, watchJobs: WatchJobs) {
  const query = viewToQuery(view);
  // The address that the server rendered it for can be behind what somebody types.
  const [shown, setShown] = useState<Shown>(() => showPage(initial, initial.query));
  const [rendered, setRendered] = useState(initial);
  const { isHeld, pointer } = useHeldPlaces(useCallback(() => setShown(releasePage), []));
  // The server rendered the page again.
  if (rendered !== initial) {
    setRendered(initial);
    setShown(showPage(initial, initial.query));
  }
  const asked = useRef<AbortController>(undefined);

  /** Shows the answer for a view, unless another one has been asked for meanwhile. */
  const take = useCallback(
    async (of: string, ask: (signal: AbortSignal) => Promise<Result<JobPage>>) => {
      asked.current?.abort();
      const request = new AbortController();
      asked.current = request;
      const result = await callAction(() => ask(request.signal));
      if (!request.signal.aborted && result.ok) {
        startTransition(() => setShown((before) => showNewer(before, result.value, { query: of, isHeld: isHeld() })));
      }
      return { result, isCurrent: !request.signal.aborted };
    },
    [isHeld],
  );

  const readStore = useCallback(
    (of: string) => take(of, (signal) => fetchResult<JobPage>(`/jobs/list${of}`, signal)),
    [take],
  );
  const read = useCallback(
    async (of: string) => {
      const { result, isCurrent } = await readStore(of);
      if (isCurrent && !result.ok) setShown((before) => ({ ...before, failed: { query: of, error: result.error } }));
    },
    [readStore],
  );

  useEffect(() => {
    if (shown.query !== query) void read(query);
  }, [query, shown.query, read]);
  useEffect(() => () => asked.current?.abort(), []);

  const latestQuery = useRef(query);
  useEffect(() => {
    latestQuery.current = query;
  }, [query]);
  const confirm = useCallback(
    (key: string, job: JobSummary | null) => {
      setShown((before) => confirmJob(before, key, job));
      // The rest of the row, and the counts. If that fails, what was confirmed stays.
      void readStore(latestQuery.current);
    },
    [readStore],
  );

  /** Reads the view once more without being asked to. Resolves with the error, or whether there is a new page. */
  const again = useCallback(async (): Promise<boolean | AppError> => {
    const { result, isCurrent } = await take(query, () => watchJobs({ view }));
    if (result.ok) return isCurrent;
    // It took the place of the reading of this view, if there was one.
    if (isCurrent && shown.query !== query) void read(query);
    return result.error;
  }, [take, read, shown.query, query, view, watchJobs]);
  return { page: shown.page, ...stateOf(shown, query), again, confirm, pointer };
}
