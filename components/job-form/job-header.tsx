"use client";

import { ArrowLeft, RefreshCcwDot, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button, buttonStyle } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ForgetParam } from "#components/ui/forget-param.tsx";
import { LazyDetails } from "#components/ui/lazy-details.tsx";
import { Link } from "#components/ui/link.tsx";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { JobDetail, May } from "#lib/logpush/views.ts";
import type { HealthActions } from "./form-context.tsx";
import { HealthCard } from "./health-card.tsx";

const DeleteJobDialog = dynamic(
  async () => (await import("#components/job-list/delete-job-dialog.tsx")).DeleteJobDialog,
);
const PushHistory = dynamic(async () => (await import("#components/pushes/push-history.tsx")).PushHistory, {
  ssr: false,
  loading: () => <p className="min-h-24 text-muted text-sm">Loading…</p>,
});

type JobHeaderProps = {
  job: JobDetail;
  may: May;
  wasSaved: boolean;
  actions: HealthActions & Pick<typeof import("#app/actions/jobs.ts"), "readPushes" | "readJob" | "deleteJob">;
};

/** Top of a job's page: what it is, how it does, and the way to delete it. */
export function JobHeader({ job: { summary, watch }, may, wasSaved, actions }: JobHeaderProps) {
  const router = useRouter();
  const [isDeleting, setIsDeleting] = useState(false);
  const [hasOpened, setHasOpened] = useState(false);
  const { isEditable, pairs } = summary.destination;
  const firstHeader = isEditable ? pairs.find(({ kind }) => kind === "header")?.name : undefined;
  return (
    <div className="mb-6 grid gap-4">
      <div>
        <Link href="/" className="inline-flex items-center gap-1 text-muted text-table hover:text-fg">
          <ArrowLeft aria-hidden className="size-3.5" />
          All jobs
        </Link>
        <div className="mt-1 flex flex-wrap items-start justify-between gap-3">
          <div className="min-w-0">
            <h1 className="font-semibold text-title [overflow-wrap:anywhere]">{jobLabel(summary)}</h1>
            <p className="mt-0.5 text-muted">
              {summary.scopeName} · <span className="font-mono text-table">{summary.dataset}</span> · id{" "}
              <span className="font-mono text-table">{summary.ref.jobId}</span>
            </p>
          </div>
          {may.write ? (
            <div className="flex flex-wrap gap-2">
              {firstHeader ? (
                <Link href={`/rotate?header=${encodeURIComponent(firstHeader)}`} className={buttonStyle()}>
                  <RefreshCcwDot aria-hidden className="size-4" />
                  Rotate a header
                </Link>
              ) : null}
              <Button
                onClick={() => {
                  setHasOpened(true);
                  setIsDeleting(true);
                }}
              >
                <Trash2 aria-hidden className="size-4" />
                Delete job
              </Button>
            </div>
          ) : null}
        </div>
      </div>
      {wasSaved ? (
        <>
          <ForgetParam name="saved" />
          <Callout tone="ok" title="Saved." role="status">
            Cloudflare tested the destination and took the change. It can take up to 15 minutes to show in deliveries.
          </Callout>
        </>
      ) : null}
      <HealthCard watch={watch} may={may} actions={actions} />
      <LazyDetails summary="Pushes of the last 24 hours" note="from Cloudflare’s analytics">
        <PushHistory jobRef={summary.ref} readPushes={actions.readPushes} />
      </LazyDetails>
      {hasOpened ? (
        <DeleteJobDialog
          job={{ ref: summary.ref, name: summary.name }}
          isOpen={isDeleting}
          onClose={() => setIsDeleting(false)}
          onDeleted={() => router.push("/")}
          readJob={actions.readJob}
          deleteJob={actions.deleteJob}
        />
      ) : null}
    </div>
  );
}
