"use client";

import { Copy, Download, Ellipsis, KeyRound } from "lucide-react";
import { useState } from "react";
import type { CopyActions } from "#components/fleet/copy-dialog.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { deleteItem } from "#components/ui/delete-item.tsx";
import { ForgetParam } from "#components/ui/forget-param.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import { showToast } from "#components/ui/toast.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import type { JobSummary, May } from "#lib/logpush/views.ts";

type JobMenuProps = {
  summary: JobSummary;
  may: May;
  actions: CopyActions & Pick<typeof import("#app/actions/jobs.ts"), "readJob">;
  isCopying: boolean;
  onDelete: () => void;
};

const CopyDialog = loaded(async () => (await import("#components/fleet/copy-dialog.tsx")).CopyDialog, {
  ssr: false,
  loading: () => null,
});

/** What is done to a job less often. */
export function JobMenu({ summary, may, actions, isCopying: isCopyingAtFirst, onDelete }: JobMenuProps) {
  const [isCopying, setIsCopying] = useState(isCopyingAtFirst);
  const { ref, destination } = summary;
  const secret = destination.isEditable ? destination.pairs.find(({ value }) => value === undefined) : undefined;

  async function exportJob() {
    const job = await callAction(() => actions.readJob(ref));
    if (!job.ok) return void showToast({ text: job.error.message, help: job.error.nextStep, tone: "danger" });
    const { download } = await import("#components/ui/download.ts");
    download(`${job.value.redactedJson}\n`, `logpush-job-${ref.jobId}.json`);
    showToast({ text: "Job exported", help: "Secrets are masked in the file." });
  }

  const items: MenuItem[] = [
    ...(may.write
      ? [
          {
            label: "Copy to zones",
            icon: <Copy aria-hidden className="size-4" />,
            onSelect: () => setIsCopying(true),
          },
        ]
      : []),
    ...(may.write && secret
      ? [
          {
            label: "Rotate secret",
            icon: <KeyRound aria-hidden className="size-4" />,
            href: `/rotate?job=${jobKey(ref)}&header=${encodeURIComponent(secret.name)}` as const,
          },
        ]
      : []),
    { label: "Export", icon: <Download aria-hidden className="size-4" />, onSelect: () => void exportJob() },
    ...(may.write ? [deleteItem(onDelete)] : []),
  ];
  return (
    <>
      <Menu label="More actions" size="icon" items={items}>
        <Ellipsis aria-hidden className="size-4" />
      </Menu>
      {isCopyingAtFirst ? <ForgetParam name="copy" /> : null}
      {isCopying ? <CopyDialog refs={[ref]} onClose={() => setIsCopying(false)} actions={actions} /> : null}
    </>
  );
}
