"use client";

import { useState, useTransition } from "react";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { settle } from "#components/ui/settle.ts";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import type { DatasetOption } from "#lib/logpush/datasets/field-list.ts";
import type { Comparison } from "#lib/logpush/drift/compare-jobs.ts";
import type { JobExport } from "#lib/logpush/job/job-list.ts";
import type { May } from "#lib/logpush/job/may.ts";
import type { AppError, Result } from "#lib/logpush/result.ts";
import { BackupInput } from "./backup-input.tsx";
import { ComparisonView } from "./comparison-view.tsx";
import type { RestoreActions } from "./use-restore.ts";

export type CompareActions = RestoreActions & { exportJobs: () => Promise<Result<JobExport>> };

type ComparePageProps = { may: May; datasets: DatasetOption[]; actions: CompareActions };

/** What was compared. `number` tells one comparison from the next of the same file. */
type Compared = { comparison: Comparison; failures: JobExport["failures"]; number: number };

/** A file of jobs beside the jobs that are there: what differs, what is gone, and the way back. */
export function ComparePage({ may, datasets, actions }: ComparePageProps) {
  const isHydrated = useHydrated();
  const [text, setText] = useState("");
  const [compared, setCompared] = useState<Compared | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [isPending, startComparing] = useTransition();

  function compare(file: string) {
    if (isPending) return;
    setError(null);
    startComparing(async () => {
      const result = await settle(async () => {
        // Whoever only looks at this page needs none of it.
        const { readBackup } = await import("./read-backup.ts");
        return readBackup(file, actions.exportJobs);
      });
      if (!result.ok) return setError(result.error);
      setCompared((last) => ({ ...result.value, number: (last?.number ?? 0) + 1 }));
    });
  }

  return (
    <div className="grid max-w-5xl gap-5">
      <div>
        <h1 className="font-semibold text-title tracking-tight">Compare with a backup</h1>
        <p className="mt-1 max-w-prose text-muted">
          Takes a file that “Export” on the job list made, or any answer of the API, and says what is different now. The
          file stays in your browser. Values of headers and parameters are not compared: a backup does not hold them.
        </p>
      </div>
      <fieldset disabled={!isHydrated} className="min-w-0">
        <BackupInput text={text} onText={setText} onCompare={compare} isPending={isPending} />
      </fieldset>
      <div role="status" className="sr-only">
        {isPending ? "Comparing…" : compared ? "Compared." : ""}
      </div>
      {error ? <ErrorCallout error={error} /> : null}
      {compared && !error ? (
        <ComparisonView
          key={compared.number}
          comparison={compared.comparison}
          failures={compared.failures}
          may={may}
          datasets={datasets}
          actions={actions}
        />
      ) : null}
    </div>
  );
}
