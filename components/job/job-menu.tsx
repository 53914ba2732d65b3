"use client";

import { Download, KeyRound, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import { showToast } from "#components/ui/toast.ts";
import type { JobSummary, May } from "#lib/logpush/views.ts";

type JobMenuProps = {
  summary: JobSummary;
  may: May;
  readJob: typeof import("#app/actions/jobs.ts").readJob;
  onDelete: () => void;
  children: ReactNode;
};

/** What is done to a job less often. */
export function JobMenu({ summary, may, readJob, onDelete, children }: JobMenuProps) {
  const { ref, destination } = summary;
  const secret = destination.isEditable
    ? destination.pairs.find(({ kind, value }) => kind === "header" && value === undefined)
    : undefined;

  async function exportJob() {
    const job = await callAction(() => readJob(ref));
    if (!job.ok) return void showToast({ text: job.error.message, help: job.error.nextStep, tone: "danger" });
    const { download } = await import("#components/ui/download.ts");
    download(`${job.value.redactedJson}\n`, `logpush-job-${ref.jobId}.json`);
    showToast({ text: "Job exported", help: "Secrets are masked in the file." });
  }

  const items: MenuItem[] = [
    ...(may.write && secret
      ? [
          {
            label: "Rotate secret",
            icon: <KeyRound aria-hidden className="size-4" />,
            href: `/rotate?header=${encodeURIComponent(secret.name)}` as const,
          },
        ]
      : []),
    { label: "Export", icon: <Download aria-hidden className="size-4" />, onSelect: () => void exportJob() },
    ...(may.write
      ? [
          {
            label: "Delete…",
            icon: <Trash2 aria-hidden className="size-4" />,
            isDanger: true,
            startsGroup: true,
            onSelect: onDelete,
          },
        ]
      : []),
  ];
  return (
    <Menu label="More actions" size="icon" items={items}>
      {children}
    </Menu>
  );
}
