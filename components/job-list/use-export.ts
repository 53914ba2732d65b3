import { useRef, useTransition } from "react";
import { callAction } from "#components/ui/call-action.ts";
import type { ListView } from "#lib/logpush/list/list-view.ts";
import type { Announcement } from "./status-message.tsx";

export type ExportJobs = typeof import("#app/actions/jobs.ts").exportJobs;

/** Downloads the jobs of a view, of all its pages, as JSON. The server masks their secrets before they leave it. */
export function useExport(exportJobs: ExportJobs, announce: (announcement: Announcement) => void) {
  const [isExporting, startExporting] = useTransition();
  const isRunning = useRef(false);

  function exportListed(view: ListView, total: number) {
    if (isRunning.current) return;
    isRunning.current = true;
    startExporting(async () => {
      const announcement = await callAction(async () => {
        const [result, { downloadJobs }] = await Promise.all([exportJobs({ view }), import("./export-file.ts")]);
        return result.ok ? { ok: true, value: downloadJobs(result.value, total) } : result;
      });
      isRunning.current = false;
      announce(
        announcement.ok ? announcement.value : { text: announcement.error.message, help: announcement.error.nextStep },
      );
    });
  }

  return { exportListed, isExporting };
}
