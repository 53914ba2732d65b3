"use client";

import { startTransition, useCallback } from "react";
import { AutoRefresh } from "#components/ui/auto-refresh.tsx";
import { callAction } from "#components/ui/call-action.ts";
import type { JobList } from "#lib/logpush/views.ts";

export type WatchJobs = typeof import("#app/actions/jobs.ts").watchJobs;

type ListAutoRefreshProps = { list: JobList; watchJobs: WatchJobs; onRead: (list: JobList) => void };

/** Keeps the list up to date. What cannot be read leaves the list as it is, with the time of its last reading. */
export function ListAutoRefresh({ list, watchJobs, onRead }: ListAutoRefreshProps) {
  const { failures } = list;
  const refresh = useCallback(async () => {
    const result = await callAction(watchJobs);
    if (!result.ok) return result.error;
    if (hasNewFailure(failures, result.value.failures)) return false;
    startTransition(() => onRead(result.value));
    return true;
  }, [failures, watchJobs, onRead]);
  return <AutoRefresh pollSchedule={list.pollSchedule} asOf={list.asOf} refresh={refresh} />;
}

/** A scope that was read before and is not now would take its rows away from under the person’s hands. */
function hasNewFailure(before: JobList["failures"], now: JobList["failures"]): boolean {
  return now.some(({ scope }) => !before.some((failure) => failure.scope.path === scope.path));
}
