"use client";

import { useState } from "react";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { SettingForm } from "#components/ui/setting-form.tsx";
import { showToast } from "#components/ui/toast.ts";
import { useSaving } from "#components/ui/use-saving.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { JobHead } from "#lib/logpush/job/job-page.ts";
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
  const saving = useSaving();
  const minutes = readMinutes(typed, unit);
  const error = minutes === undefined ? "Enter 1 minute to 30 days, or leave it empty." : undefined;
  const help = `Empty: ${inWords(ofDataset)}, the default for ${dataset}. Stored by Headgate only.`;

  async function submit() {
    if (minutes === undefined) return;
    if (!(await saving.save(() => setStaleAfter({ ref: jobRef, minutes })))) return;
    showToast({ text: `No-data threshold set to ${inWords(minutes ?? ofDataset)}` });
    onChanged();
  }

  return (
    <SettingForm
      what="threshold"
      saving={saving}
      isValid={error === undefined}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
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
    </SettingForm>
  );
}
