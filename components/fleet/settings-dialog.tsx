"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { FieldError } from "#components/ui/field.tsx";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { countOf } from "#lib/logpush/job/units.ts";
import { ChangeRow } from "./change-row.tsx";
import { type ChangeKey, changeOf, checkChange, type TypedChange } from "./typed-change.ts";
import { usePlan } from "./use-plan.ts";

export type SettingsActions = Pick<typeof import("#app/actions/plans.ts"), "planSettings">;

type SettingsDialogProps = { refs: readonly JobRef[]; onClose: () => void; actions: SettingsActions };

const rows: ChangeKey[] = [
  "addFields",
  "removeFields",
  "timestampFormat",
  "sampleRate",
  "filter",
  "maxUploadBytes",
  "maxUploadRecords",
  "maxUploadInterval",
  "endpoint",
];

/** One or more settings for all selected jobs. What is not chosen here stays as each job has it. */
export function SettingsDialog({ refs, onClose, actions }: SettingsDialogProps) {
  const [typed, setTyped] = useState<TypedChange>({});
  const [errors, setErrors] = useState<{ [Key in ChangeKey]?: string }>({});
  const [isEmpty, setIsEmpty] = useState(false);
  const { isPlanning, error, plan } = usePlan();

  function submit() {
    const found = checkChange(typed);
    setErrors(found);
    setIsEmpty(Object.keys(typed).length === 0);
    const [first] = rows.filter((key) => found[key]);
    if (first) return document.getElementById(`change-${first}`)?.focus();
    if (Object.keys(typed).length === 0) return;
    void plan(() => actions.planSettings({ refs: [...refs], change: changeOf(typed) }));
  }

  return (
    <Dialog title={`Change settings of ${countOf(refs.length, "job")}`} isOpen onClose={onClose} size="large">
      <form
        noValidate
        method="post"
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className="text-muted text-sm">Choose what to change. Everything else stays as each job has it.</p>
        <div className="max-h-[60vh] divide-y divide-line-soft overflow-y-auto rounded-card border border-line">
          {rows.map((key) => (
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
        {error ? <ErrorCallout error={error} /> : null}
        <div className="flex flex-wrap items-center justify-end gap-2">
          <p className="mr-auto text-muted text-xs">Nothing is sent before you apply the plan.</p>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" aria-busy={isPlanning} disabled={isPlanning}>
            {isPlanning ? "Planning…" : "Review plan"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
