import { useRef, useTransition } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { showToast } from "#components/ui/toast.ts";

export type ExportJobs = typeof import("#app/actions/jobs.ts").exportJobs;

/** Downloads jobs as JSON. The server masks their secrets before they leave it. */
export function useExport(exportJobs: ExportJobs) {
  const [isExporting, startExporting] = useTransition();
  const isRunning = useRef(false);

  /** The jobs of a view, of all its pages, or chosen ones; `total` is how many they should be. */
  function exportSome(what: NonNullable<Parameters<ExportJobs>[0]>, total: number) {
    if (isRunning.current) return;
    isRunning.current = true;
    startExporting(async () => {
      const result = await callAction(async () => {
        const [exported, { downloadJobs }] = await Promise.all([exportJobs(what), import("./export-file.ts")]);
        if (exported.ok) downloadJobs(exported.value, total);
        return exported;
      });
      isRunning.current = false;
      if (!result.ok) showToast({ text: result.error.message, help: result.error.nextStep, tone: "danger" });
    });
  }

  return { exportSome, isExporting };
}
