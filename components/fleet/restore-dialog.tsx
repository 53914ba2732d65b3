"use client";

import { useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { nothingIsSent, PlanForm } from "./plan-form.tsx";
import { usePlan } from "./use-plan.ts";

export type RestoreActions = Pick<typeof import("#app/actions/plans.ts"), "planRestore">;

type RestoreDialogProps = { refs: readonly JobRef[]; onClose: () => void; actions: RestoreActions };

/** Brings the selected jobs back to how they were at a time. */
export function RestoreDialog({ refs, onClose, actions }: RestoreDialogProps) {
  // What is restored stays the same while the dialog is open.
  const [wanted] = useState(refs);
  const [text, setText] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const planning = usePlan();
  const at = new Date(text).getTime();
  const error = isWrong && Number.isNaN(at) ? "Enter a date and a time." : undefined;

  function submit() {
    setIsWrong(true);
    if (!Number.isNaN(at)) planning.plan(() => actions.planRestore({ refs: [...wanted], at }));
  }

  return (
    <Dialog title="Restore to a time" isOpen onClose={onClose}>
      <PlanForm label="Restore" planning={planning} onSubmit={submit} onCancel={onClose} note={nothingIsSent}>
        <Field
          id="restore-at"
          label="Date and time"
          help="In your time zone. The jobs get the settings that Headgate knew then, their secrets too."
          error={error}
        >
          <Input
            type="datetime-local"
            {...fieldProps("restore-at", { help: true, error })}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </Field>
      </PlanForm>
    </Dialog>
  );
}
