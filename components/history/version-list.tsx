"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { ForgetParam } from "#components/ui/forget-param.tsx";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobHistory, JobVersion } from "#lib/logpush/views.ts";
import type { HistoryActions } from "./history-actions.ts";
import { Timeline } from "./timeline.tsx";
import { type OpenedDialog, VersionDialogs } from "./version-dialogs.tsx";
import { VersionRow } from "./version-row.tsx";

export type VersionListProps = {
  jobRef: JobRef;
  initial: JobHistory;
  nowMs: number;
  mayRestore: boolean;
  /** The version whose restore opens with the page. */
  restore?: number;
  actions: HistoryActions;
};

/** The versions of a job, newest first: what each changed, any two compared, and the way back. */
export function VersionList({ jobRef, initial, nowMs, mayRestore, restore, actions }: VersionListProps) {
  const [older, setOlder] = useState<{ of: JobHistory; pages: JobHistory[] }>({ of: initial, pages: [] });
  const [error, setError] = useState<AppError | null>(null);
  const [isLoading, setIsLoading] = useState(false);
  const [opened, setOpened] = useState<OpenedDialog>(() => {
    const { current, isGone } = initial;
    const isThere = mayRestore && restore !== undefined && restore >= 1 && restore < current;
    return isThere ? { dialog: "restore", version: { jobRef, n: restore, current, isGone, isFirst: false } } : null;
  });
  // When the page is read again, older pages are read again too, as their numbers may have changed.
  const pages = [initial, ...(older.of === initial ? older.pages : [])];
  const versions = pages.flatMap((page) => page.versions);
  const next = pages.at(-1)?.next ?? null;

  async function showMore(upTo: number) {
    setIsLoading(true);
    const result = await callAction(() => actions.listVersions({ ref: jobRef, upTo }));
    setIsLoading(false);
    setError(result.ok ? null : result.error);
    if (result.ok) setOlder({ of: initial, pages: [...pages.slice(1), result.value] });
  }

  function open(dialog: "diff" | "restore", { changes, ...version }: JobVersion, n = version.n) {
    const { current, isGone } = initial;
    setOpened({ dialog, version: { jobRef, n, current, isGone, isFirst: changes === null } });
  }

  return (
    <section aria-label="Versions">
      <Timeline rows={versions} nowMs={nowMs} keyOf={({ n }) => n}>
        {(version) => (
          <VersionRow
            version={version}
            mayRestore={mayRestore}
            onDiff={() => open("diff", version)}
            onRestore={() => open("restore", version)}
            onUndo={() => open("restore", version, version.n - 1)}
          />
        )}
      </Timeline>
      {error ? <ErrorCallout error={error} /> : null}
      {next === null ? null : (
        <div className="flex justify-center border-line border-t py-4">
          <Button aria-disabled={isLoading} aria-busy={isLoading} onClick={() => isLoading || void showMore(next)}>
            {isLoading ? "Loading…" : "Show more"}
          </Button>
        </div>
      )}
      {restore === undefined ? null : <ForgetParam name="restore" />}
      <VersionDialogs opened={opened} actions={actions} onClose={() => setOpened(null)} />
    </section>
  );
}
