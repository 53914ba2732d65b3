"use client";

import { useEffect, useState } from "react";
import { ChangeTable } from "#components/job-form/change-table.tsx";
import { Button } from "#components/ui/button.tsx";
import { callAction, callWriteAction } from "#components/ui/call-action.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { showToast } from "#components/ui/toast.ts";
import { applyFix } from "#lib/logpush/delivery/apply-fix.ts";
import { listChanges } from "#lib/logpush/job/diff.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobDetail } from "#lib/logpush/views.ts";
import { type FixActions, fixLabel, type ValueFix } from "./fix-label.ts";

type FixDialogProps = { fix: ValueFix; jobRef: JobRef; actions: FixActions; onClose: () => void };

/** What a repair changes in the job as it is now; saved on the way of every edit, with its check for conflicts. */
export function FixDialog({ fix, jobRef, actions: { readJob, updateJob }, onClose }: FixDialogProps) {
  const [job, setJob] = useState<JobDetail | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const { scopeKind, scopeId, jobId } = jobRef;

  useEffect(() => {
    let isWanted = true;
    callAction(() => readJob({ scopeKind, scopeId, jobId })).then((result) => {
      if (!isWanted) return;
      if (result.ok) setJob(result.value);
      else setError(result.error);
    });
    return () => {
      isWanted = false;
    };
  }, [readJob, scopeKind, scopeId, jobId]);

  const values = job && { ...job.values, ...applyFix(fix, job.values) };

  async function save() {
    if (!job || !values || isSaving) return;
    setIsSaving(true);
    setError(null);
    const saved = await callWriteAction(() => updateJob({ ref: jobRef, versions: job.versions, values }));
    setIsSaving(false);
    if (!saved.ok) return setError(saved.error);
    onClose();
    showToast({
      text: "Destination validated. Changes saved.",
      help: "Changes can take up to 15 minutes to show in deliveries.",
    });
  }

  return (
    <Dialog title={fixLabel(fix)} isOpen isBusy={isSaving} onClose={onClose} size="large">
      <div className="grid gap-3" aria-busy={job === null && error === null}>
        {job && values ? (
          <ChangeTable changes={listChanges(job.values, values)} columns={["Current", "New"]} />
        ) : error ? null : (
          <p className="min-h-20 text-muted">Reading the job…</p>
        )}
        <p className="text-muted">
          Cloudflare validates the destination before it saves. Other settings are unchanged.
        </p>
        {error ? <ErrorCallout error={error} /> : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose} disabled={isSaving}>
            Cancel
          </Button>
          <Button
            variant="primary"
            disabled={!job || isSaving || error?.code === "E_CONFLICT"}
            aria-busy={isSaving}
            onClick={() => void save()}
          >
            {isSaving ? "Saving…" : "Save changes"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
