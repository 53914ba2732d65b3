"use client";

import { startTransition, useDeferredValue, useEffect, useMemo, useState } from "react";
import type { ListView } from "#lib/logpush/list/list-view.ts";
import type { JobSummary } from "#lib/logpush/views.ts";
import {
  countByHealth,
  filterJobs,
  type ListedJob,
  pageOf,
  sortJobs,
  toListedJobs,
  withHealth,
} from "./filter-jobs.ts";

/** As many rows as a tall screen shows. */
const rowsWhileTyping = 30;

/** What of the jobs a view shows. It follows behind the view, so that typing never waits for the rows. */
export function useShownJobs(jobs: JobSummary[], currentView: ListView) {
  const view = useDeferredValue(currentView);
  const { q, scope, dataset, health, sort } = view;
  const listed = useMemo(() => toListedJobs(jobs), [jobs]);
  const sorted = useMemo(() => sortJobs(listed, sort), [listed, sort]);
  const found = useMemo(() => filterJobs(sorted, { q, scope, dataset }), [sorted, q, scope, dataset]);
  const counts = useMemo(() => countByHealth(found), [found]);
  const page = useMemo(() => pageOf(withHealth(found, health), view.page), [found, health, view.page]);
  // The rows that can be seen are painted first, the others right after: a key press is answered sooner.
  // A second `useDeferredValue` would not do: inside a deferred rendering it no longer defers.
  const [painted, setPainted] = useState({ q, rows: page.rows });
  useEffect(() => startTransition(() => setPainted({ q, rows: page.rows })), [q, page.rows]);
  const isSettled = painted.q === q || hasSameJobs(painted.rows, page.rows);
  const rows = useMemo(() => (isSettled ? page.rows : page.rows.slice(0, rowsWhileTyping)), [isSettled, page.rows]);
  return { listed, found, counts, page, rows };
}

function hasSameJobs(a: ListedJob[], b: ListedJob[]): boolean {
  return a.length === b.length && a.every(({ key }, index) => key === b[index]?.key);
}
