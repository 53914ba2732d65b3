"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { SettingForm } from "#components/ui/setting-form.tsx";
import { showToast } from "#components/ui/toast.ts";
import { useSaving } from "#components/ui/use-saving.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { Objective } from "#lib/logpush/uptime/uptime.ts";
import { objectiveText } from "./objective-line.tsx";
import { parseTarget } from "./parse-target.ts";

export type ObjectiveFormProps = {
  /** Null: for all jobs without an objective of their own. */
  jobRef: JobRef | null;
  objective: Objective | null;
  /** Whether it is the job's own. */
  isOwn: boolean;
  setObjective: typeof import("#app/actions/uptime.ts").setObjective;
  onClose: () => void;
  onChanged: () => void;
};

const periods = [7, 30, 365] as const;

/** What share of the hours shall be delivered, and over which time. */
export function ObjectiveForm({ jobRef, objective, isOwn, setObjective, onClose, onChanged }: ObjectiveFormProps) {
  const [typed, setTyped] = useState(objective ? String(objective.target / 1000) : "99.9");
  const [days, setDays] = useState<(typeof periods)[number]>(periods.find((each) => each === objective?.days) ?? 30);
  const saving = useSaving();
  const target = parseTarget(typed);
  const error = target === undefined ? "Enter 50 to 99.999." : undefined;

  async function save(change: Objective | "default" | null, text: string) {
    const asked = change === null || change === "default" ? change : { target: change.target, days };
    if (!(await saving.save(() => setObjective({ ref: jobRef, objective: asked })))) return;
    showToast({ text });
    onChanged();
  }

  function submit() {
    if (target !== undefined) void save({ target, days }, `Objective set to ${objectiveText({ target, days })}`);
  }

  const more = [
    jobRef && isOwn ? (
      <Button key="default" size="small" onClick={() => void save("default", "The default objective holds again")}>
        Use the default
      </Button>
    ) : null,
    objective ? (
      <Button key="remove" size="small" onClick={() => void save(null, "Objective removed")}>
        Remove objective
      </Button>
    ) : null,
  ];
  return (
    <SettingForm
      what="objective"
      saving={saving}
      isValid={error === undefined}
      onSubmit={submit}
      onClose={onClose}
      more={more}
    >
      <div className="flex flex-wrap gap-3">
        <Field id="objective-target" label="Hours delivered, %" error={error}>
          <Input
            {...fieldProps("objective-target", { error })}
            inputMode="decimal"
            autoFocus
            className="max-w-36"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <Field id="objective-days" label="Period">
          <Select
            {...fieldProps("objective-days")}
            className="max-w-36"
            value={days}
            onChange={(event) => setDays(periods.find((each) => String(each) === event.target.value) ?? days)}
          >
            {periods.map((each) => (
              <option key={each} value={each}>
                {each} days
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </SettingForm>
  );
}
