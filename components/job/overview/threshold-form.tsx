"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toast.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { JobHead } from "#lib/logpush/job/job-page.ts";
import type { AppError } from "#lib/logpush/result.ts";
import { inWords, parseUnit, readMinutes, toAmount, type Unit, unitNames } from "./stale-after.ts";

type ThresholdFormProps = {
  jobRef: JobRef;
  dataset: string;
  threshold: JobHead["staleAfterMinutes"];
  setStaleAfter: typeof import("#app/actions/jobs.ts").setStaleAfter;
  onClose: () => void;
  onChanged: () => void;
};

/** How long the job may go without a delivery. */
export function ThresholdForm({ jobRef, dataset, threshold, setStaleAfter, onClose, onChanged }: ThresholdFormProps) {
  const { own, ofDataset } = threshold;
  const shown = toAmount(own ?? ofDataset);
  const [typed, setTyped] = useState(own === null ? "" : String(shown.amount));
  const [unit, setUnit] = useState<Unit>(shown.unit);
  const [failure, setFailure] = useState<AppError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isSending = useRef(false);
  const minutes = readMinutes(typed, unit);
  const error = minutes === undefined ? "Enter 1 minute to 30 days, or leave it empty." : undefined;
  const help = `Empty: ${inWords(ofDataset)}, the default for ${dataset}. Stored by Headgate only.`;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (minutes === undefined || isSending.current) return;
    isSending.current = true;
    setIsBusy(true);
    const result = await callWriteAction(() => setStaleAfter({ ref: jobRef, minutes }));
    isSending.current = false;
    setIsBusy(false);
    if (!result.ok) return setFailure(result.error);
    showToast({ text: `No-data threshold set to ${inWords(minutes ?? ofDataset)}` });
    onChanged();
  }

  return (
    <form onSubmit={submit} className="mt-2 grid gap-3">
      <Field id="stale-after" label="Warn after" help={help} error={error}>
        <div className="flex gap-2">
          <Input
            {...fieldProps("stale-after", { help, error })}
            inputMode="decimal"
            autoFocus
            value={typed}
            placeholder={String(toAmount(ofDataset).amount)}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Select
            aria-label="Unit"
            className="max-w-28"
            value={unit}
            onChange={(event) => setUnit(parseUnit(event.target.value))}
          >
            {unitNames.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        </div>
      </Field>
      {failure ? <ErrorCallout error={failure} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          size="small"
          variant="primary"
          aria-disabled={isBusy || error !== undefined}
          aria-busy={isBusy}
        >
          {isBusy ? "Saving…" : "Save threshold"}
        </Button>
        <Button size="small" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
