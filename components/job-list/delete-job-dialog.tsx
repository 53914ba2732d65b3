"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { AppError } from "#lib/logpush/result.ts";
import { JobBackup } from "./job-backup.tsx";

export type DeleteJobActions = {
  readJob: typeof import("#app/actions/jobs.ts").readJob;
  deleteJob: typeof import("#app/actions/jobs.ts").deleteJob;
};

type DeleteJobDialogProps = DeleteJobActions & {
  job: { ref: JobRef; name: string };
  isOpen: boolean;
  onClose: () => void;
  onDeleted: () => void;
};

/** Shows what goes, offers it as a backup, and deletes the job once its name is typed. */
export function DeleteJobDialog({ job, isOpen, onClose, ...rest }: DeleteJobDialogProps) {
  const [isBusy, setIsBusy] = useState(false);
  return (
    <Dialog title={`Delete ${jobLabel(job)}?`} isOpen={isOpen} isBusy={isBusy} onClose={onClose} size="large">
      <DeleteForm job={job} isBusy={isBusy} setIsBusy={setIsBusy} onClose={onClose} {...rest} />
    </Dialog>
  );
}

type DeleteFormProps = Omit<DeleteJobDialogProps, "isOpen"> & { isBusy: boolean; setIsBusy: (isBusy: boolean) => void };

function DeleteForm({ job, isBusy, setIsBusy, onClose, onDeleted, readJob, deleteJob }: DeleteFormProps) {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<AppError | null>(null);
  const name = jobLabel(job);
  const isConfirmed = typed === name;
  const help = isConfirmed ? "The name matches." : "Type the name exactly.";

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isConfirmed || isBusy) return;
    setError(null);
    setIsBusy(true);
    const result = await callWriteAction(() => deleteJob({ ref: job.ref, confirmName: typed }));
    setIsBusy(false);
    if (result.ok) onDeleted();
    else setError(result.error);
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <p className="text-muted">
        Log delivery stops immediately, and the logs of that time aren’t sent later. Headgate can create the job again
        with a new id. The backup below contains all settings but not the saved secrets, which you need to recreate the
        job.
      </p>
      <JobBackup jobRef={job.ref} readJob={readJob} />
      <Field id="confirm-name" label={`Type ${name} to confirm`} help={help}>
        <Input
          {...fieldProps("confirm-name", { help })}
          font="mono"
          value={typed}
          readOnly={isBusy}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      {error ? <ErrorCallout error={error} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose} disabled={isBusy}>
          Cancel
        </Button>
        <Button type="submit" variant="danger" disabled={!isConfirmed || isBusy} aria-busy={isBusy}>
          {isBusy ? "Deleting…" : "Delete job"}
        </Button>
      </div>
    </form>
  );
}
