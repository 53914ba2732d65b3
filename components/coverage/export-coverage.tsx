"use client";

import { Download } from "lucide-react";
import { useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { fetchResult } from "#components/ui/fetch-result.ts";
import { showToast } from "#components/ui/toast.ts";
import type { CoveragePage } from "#lib/logpush/coverage/coverage.ts";

/** Saves all matching rows, not only those of this page. */
export function ExportCoverage({ queryText }: { queryText: string }) {
  const [isPending, startExport] = useTransition();
  const save = () =>
    startExport(async () => {
      const result = await callAction(() => fetchResult<CoveragePage>(`/coverage/rows${queryText}`));
      if (!result.ok) {
        showToast({ text: result.error.message, help: result.error.nextStep, tone: "danger" });
        return;
      }
      const [{ coverageCsv }, { download }] = await Promise.all([
        import("#lib/logpush/coverage/coverage-csv.ts"),
        import("#components/ui/download.ts"),
      ]);
      download(coverageCsv(result.value), "logpush-coverage.csv", "text/csv");
    });
  return (
    <Button size="small" aria-disabled={isPending} aria-busy={isPending} onClick={() => isPending || save()}>
      <Download aria-hidden className="size-3.5" />
      Export CSV
    </Button>
  );
}
