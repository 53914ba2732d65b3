"use client";

import { useEffect, useRef, useState, useTransition } from "react";
import { PageHeader } from "#components/layout/page-header.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import type { DatasetOption } from "#lib/logpush/datasets/field-list.ts";
import type { Comparison } from "#lib/logpush/drift/compare-jobs.ts";
import { type AppError, ok } from "#lib/logpush/result.ts";
import type { JobExport, May } from "#lib/logpush/views.ts";
import { type Backup, BackupInput } from "./backup-input.tsx";
import { ComparisonView } from "./comparison-view.tsx";
import { DriftGuide } from "./drift-guide.tsx";
import type { CreateRun } from "./plan-restore.tsx";
import { type RestoreActions, useRestore } from "./use-restore.ts";

export type CompareActions = RestoreActions &
  Pick<typeof import("#app/actions/jobs.ts"), "exportJobs"> & { createRun: CreateRun };

type DriftPageProps = { may: May; datasets: DatasetOption[]; actions: CompareActions };

/** What was compared, and when, RFC 3339. */
type Compared = { comparison: Comparison; failures: JobExport["failures"]; at: string };

/** Whoever comes back from making one job again finds the others; it lasts as long as the tab, and is stored nowhere. */
const kept: { backup: Backup | null; compared: Compared | null } = { backup: null, compared: null };

/** A file of jobs beside the jobs that are there: what differs, what is gone, and the way back. */
export function DriftPage({ may, datasets, actions }: DriftPageProps) {
  const isHydrated = useHydrated();
  const [backup, setBackup] = useState<Backup | null>(kept.backup);
  const [compared, setCompared] = useState<Compared | null>(kept.compared);
  const [error, setError] = useState<AppError | null>(null);
  const [isPending, startComparing] = useTransition();
  const restore = useRestore(actions);
  const isRestoring = restore.current !== null;

  function compare(chosen: Backup) {
    if (isPending || isRestoring) return;
    kept.backup = chosen;
    setBackup(chosen);
    setError(null);
    startComparing(async () => {
      const result = await callAction(async () => {
        // Whoever only looks at this page needs none of it.
        const [{ readFile }, { compareJobs }] = await Promise.all([
          import("./read-file.ts"),
          import("#lib/logpush/drift/compare-jobs.ts"),
        ]);
        const file = await readFile(chosen);
        if (!file.ok) return file;
        const live = await actions.exportJobs();
        if (!live.ok) return live;
        const { failures } = live.value;
        return ok({
          comparison: compareJobs(file.value, live.value, datasets),
          failures,
          at: new Date().toISOString(),
        });
      });
      restore.clear();
      kept.compared = result.ok ? result.value : null;
      setCompared(kept.compared);
      if (!result.ok) setError(result.error);
    });
  }

  // What was kept is of before: a job may have been made again since.
  const compareKept = useRef(() => {
    if (kept.backup !== null) compare(kept.backup);
  });
  useEffect(() => compareKept.current(), []);

  return (
    <>
      <PageHeader title="Drift">
        Compare a file of exported jobs with the jobs that exist. The file stays in your browser.
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <fieldset disabled={!isHydrated} className="min-w-0">
          <BackupInput backup={backup} onCompare={compare} isBusy={isPending || isRestoring} isPending={isPending} />
        </fieldset>
        {error ? <ErrorCallout error={error} /> : null}
        <div role="status" className="sr-only">
          {isPending ? "Comparing…" : compared ? "Compared." : ""}
        </div>
        {compared ? (
          <ComparisonView
            key={compared.at}
            {...compared}
            {...{ may, datasets, restore, isPending }}
            createRun={actions.createRun}
          />
        ) : error ? null : (
          <DriftGuide />
        )}
      </div>
    </>
  );
}
