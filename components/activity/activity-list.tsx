"use client";

import { useState, useTransition } from "react";
import type { HistoryActions } from "#components/history/history-actions.ts";
import { Timeline } from "#components/history/timeline.tsx";
import { type OpenedDialog, VersionDialogs } from "#components/history/version-dialogs.tsx";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { fetchResult } from "#components/ui/fetch-result.ts";
import type { ActivityPage, ActivityRow } from "#lib/logpush/activity/activity-page.ts";
import type { AppError } from "#lib/logpush/result.ts";
import { ActivityEmpty } from "./activity-empty.tsx";
import { ActivityItem } from "./activity-item.tsx";

type ActivityListProps = {
  initial: ActivityPage;
  queryText: string;
  nowMs: number;
  mayRestore: boolean;
  actions: Pick<HistoryActions, "compareVersions" | "restoreVersion">;
};

/** The rows by day, and the way to older ones. */
export function ActivityList({ initial, queryText, nowMs, mayRestore, actions }: ActivityListProps) {
  const [opened, setOpened] = useState<OpenedDialog>(null);
  const [more, setMore] = useState<{ rows: ActivityRow[]; next: string | null }>();
  const [error, setError] = useState<AppError | null>(null);
  const [isPending, startReading] = useTransition();
  const rows = more ? [...initial.rows, ...more.rows] : initial.rows;
  const next = more ? more.next : initial.next;

  const readMore = (before: string) =>
    startReading(async () => {
      const address = `/activity/rows${queryText === "" ? "?" : `${queryText}&`}before=${encodeURIComponent(before)}`;
      const result = await callAction(() => fetchResult<ActivityPage>(address));
      setError(result.ok ? null : result.error);
      if (result.ok)
        setMore((known) => ({ rows: [...(known?.rows ?? []), ...result.value.rows], next: result.value.next }));
    });

  function open(dialog: "diff" | "restore", { job, version }: ActivityRow, n = version?.n) {
    if (!job || !version || n === undefined) return;
    const { current, isGone, changes } = version;
    setOpened({ dialog, version: { jobRef: job.ref, n, current, isGone, isFirst: changes === null } });
  }

  return (
    <>
      {rows.length === 0 ? <ActivityEmpty isFiltered={queryText !== ""} isPartial={next !== null} /> : null}
      <Timeline rows={rows} nowMs={nowMs} keyOf={({ id }) => id}>
        {(row) => <ActivityItem row={row} mayRestore={mayRestore} onOpen={open} />}
      </Timeline>
      {error ? <ErrorCallout error={error} /> : null}
      {next === null ? null : (
        <div className="flex justify-center border-line border-t py-4">
          <Button aria-disabled={isPending} aria-busy={isPending} onClick={() => isPending || readMore(next)}>
            {isPending ? "Loading…" : "Show more"}
          </Button>
        </div>
      )}
      <VersionDialogs opened={opened} actions={actions} onClose={() => setOpened(null)} />
      <p role="status" className="sr-only">
        {more && !isPending ? `${rows.length} entries shown` : ""}
      </p>
    </>
  );
}
