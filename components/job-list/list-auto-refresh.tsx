"use client";

import { AutoRefresh } from "#components/ui/auto-refresh.tsx";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobPage } from "#lib/logpush/views.ts";

type ListAutoRefreshProps = { page: JobPage; again: () => Promise<boolean | AppError> };

/** Keeps the list up to date: the server says when something changed. */
export function ListAutoRefresh({ page, again }: ListAutoRefreshProps) {
  const reading = String(page.nowMs);
  return <AutoRefresh pollSchedule={page.pollSchedule} reading={reading} refresh={again} events="/jobs/changes" />;
}
