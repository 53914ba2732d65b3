"use client";

import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { RunView } from "#lib/logpush/plan/run-view.ts";
import { jobsText } from "./run-words.tsx";

type ConfirmDialogProps = {
  kind: "apply" | "roll back";
  run: RunView;
  isBusy: boolean;
  onClose: () => void;
  onConfirm: () => void;
};

/** Says what a press will do before it does that. */
export function ConfirmDialog({ kind, run, isBusy, onClose, onConfirm }: ConfirmDialogProps) {
  const { unknown } = run.results;
  const jobs = jobsText(kind === "apply" ? run.plan.delete : run.reversible + unknown);
  const title = kind === "apply" ? `Delete ${jobs}?` : `Roll back ${jobs}?`;
  return (
    <Dialog title={title} isOpen isBusy={isBusy} onClose={onClose}>
      <p className="text-muted">
        {kind === "apply"
          ? "Log delivery of these jobs stops immediately, and the logs of that time aren’t sent later. Roll back creates the jobs again with new ids."
          : "Jobs that this run changed get their earlier settings back, jobs that it created are deleted, and jobs that it deleted are created again with new ids. Jobs that were changed since are left as they are."}
      </p>
      {kind === "roll back" && unknown > 0 ? (
        <p className="mt-2 text-muted">
          The outcome of {jobsText(unknown)} is unknown. Headgate reads {unknown === 1 ? "it" : "them"} first and takes
          back what took effect.
        </p>
      ) : null}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose} disabled={isBusy}>
          Cancel
        </Button>
        <Button variant="danger" disabled={isBusy} aria-busy={isBusy} onClick={onConfirm}>
          {kind === "apply" ? `Delete ${jobs}` : "Roll back"}
        </Button>
      </div>
    </Dialog>
  );
}
