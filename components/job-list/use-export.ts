import { useRef, useTransition } from "react";
import { callAction } from "#components/ui/call-action.ts";
import type { ListedJob } from "./filter-jobs.ts";
import type { Announcement } from "./status-message.tsx";

export type ExportJobs = typeof import("#app/actions/jobs.ts").exportJobs;

/** Downloads the listed jobs as JSON: read anew on the server, which masks their secrets before they leave it. */
export function useExport(exportJobs: ExportJobs, announce: (announcement: Announcement) => void) {
  const [isExporting, startExporting] = useTransition();
  const isRunning = useRef(false);

  function exportListed(listed: ListedJob[]) {
    if (isRunning.current) return;
    isRunning.current = true;
    startExporting(async () => {
      const announcement = await callAction(async () => {
        const [result, { downloadJobs }] = await Promise.all([exportJobs(), import("./export-file.ts")]);
        return result.ok ? { ok: true, value: downloadJobs(result.value, listed) } : result;
      });
      isRunning.current = false;
      announce(
        announcement.ok ? announcement.value : { text: announcement.error.message, help: announcement.error.nextStep },
      );
    });
  }

  return { exportListed, isExporting };
}
