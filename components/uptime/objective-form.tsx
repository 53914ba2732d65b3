"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toast.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { AppError } from "#lib/logpush/result.ts";
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
  const [failure, setFailure] = useState<AppError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isSending = useRef(false);
  const target = parseTarget(typed);
  const error = target === undefined ? "Enter 50 to 99.999." : undefined;

  async function save(change: Objective | "default" | null, text: string) {
    if (isSending.current) return;
    isSending.current = true;
    setIsBusy(true);
    const asked = change === null || change === "default" ? change : { target: change.target, days };
    const result = await callWriteAction(() => setObjective({ ref: jobRef, objective: asked }));
    isSending.current = false;
    setIsBusy(false);
    if (!result.ok) return setFailure(result.error);
    showToast({ text });
    onChanged();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (target !== undefined) void save({ target, days }, `Objective set to ${objectiveText({ target, days })}`);
  }

  return (
    <form onSubmit={submit} noValidate className="mt-2 grid gap-3">
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
      {failure ? <ErrorCallout error={failure} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          size="small"
          variant="primary"
          aria-disabled={isBusy || error !== undefined}
          aria-busy={isBusy}
        >
          {isBusy ? "Saving…" : "Save objective"}
        </Button>
        {jobRef && isOwn ? (
          <Button size="small" onClick={() => void save("default", "The default objective holds again")}>
            Use the default
          </Button>
        ) : null}
        {objective ? (
          <Button size="small" onClick={() => void save(null, "Objective removed")}>
            Remove objective
          </Button>
        ) : null}
        <Button size="small" variant="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
