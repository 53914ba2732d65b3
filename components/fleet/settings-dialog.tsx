"use client";

import { useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { countOf } from "#lib/logpush/job/units.ts";
import { ChangeRow } from "./change-row.tsx";
import { nothingIsSent, PlanForm } from "./plan-form.tsx";
import { type ChangeKey, changeKeys, changeOf, checkChange, type TypedChange } from "./typed-change.ts";
import { usePlan } from "./use-plan.ts";

export type SettingsActions = Pick<typeof import("#app/actions/plans.ts"), "planSettings">;

type SettingsDialogProps = { refs: readonly JobRef[]; onClose: () => void; actions: SettingsActions };

/** One or more settings for all selected jobs. What is not chosen here stays as each job has it. */
export function SettingsDialog({ refs, onClose, actions }: SettingsDialogProps) {
  const [typed, setTyped] = useState<TypedChange>({});
  const [errors, setErrors] = useState<{ [Key in ChangeKey]?: string }>({});
  const [isEmpty, setIsEmpty] = useState(false);
  const planning = usePlan();

  function submit() {
    const found = checkChange(typed);
    setErrors(found);
    setIsEmpty(Object.keys(typed).length === 0);
    const [first] = changeKeys.filter((key) => found[key]);
    if (first) return document.getElementById(`change-${first}`)?.focus();
    if (Object.keys(typed).length === 0) return;
    planning.plan(() => actions.planSettings({ refs: [...refs], change: changeOf(typed) }));
  }

  return (
    <Dialog title={`Change settings of ${countOf(refs.length, "job")}`} isOpen onClose={onClose} size="large">
      <PlanForm planning={planning} onSubmit={submit} onCancel={onClose} note={nothingIsSent} className="grid gap-3">
        <p className="text-muted text-sm">Choose what to change. Everything else stays as each job has it.</p>
        <div className="max-h-[60vh] divide-y divide-line-soft overflow-y-auto rounded-card border border-line">
          {changeKeys.map((key) => (
            <ChangeRow
              key={key}
              of={key}
              value={typed[key]}
              error={errors[key]}
              onChange={(value) => {
                const { [key]: _before, ...rest } = typed;
                setTyped(value === undefined ? rest : { ...rest, [key]: value });
                setErrors({ ...errors, [key]: undefined });
              }}
            />
          ))}
        </div>
        <FieldError
          id="settings-change"
          error={isEmpty && Object.keys(typed).length === 0 ? "Choose at least one setting." : undefined}
        />
      </PlanForm>
    </Dialog>
  );
}
