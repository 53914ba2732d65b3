"use client";

import { ExternalLink } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { applyPreset } from "#lib/logpush/presets/apply-preset.ts";
import { exampleInputs, type PresetInputs, startInputs } from "#lib/logpush/presets/check-inputs.ts";
import type { Preset } from "#lib/logpush/presets/preset.ts";
import { PresetChanges } from "./preset-changes.tsx";
import { PresetInputField } from "./preset-input.tsx";

type PresetFormProps = {
  preset: Preset;
  onUse: (label: string, values: JobFormValues, changes: number) => void;
  /** The way back, before the buttons. */
  children: ReactNode;
};

/** One template: where its facts come from, what it needs, and what it changes. */
export function PresetForm({ preset, onUse, children }: PresetFormProps) {
  const { control } = useFormContext<JobFormValues>();
  const current = useWatch({ control, compute: (values: JobFormValues) => values });
  const [inputs, setInputs] = useState<PresetInputs>(() => startInputs(preset));
  const [isTried, setIsTried] = useState(false);

  const result = applyPreset(preset, inputs, current);
  const preview = applyPreset(preset, exampleInputs(preset, inputs), current);
  const errors = isTried && !result.ok ? (result.error.fieldErrors ?? {}) : {};
  const refusal = result.ok || result.error.fieldErrors ? undefined : result.error;

  function apply() {
    setIsTried(true);
    if (result.ok) return onUse(preset.label, result.value.values, result.value.changed.length);
    const [first] = preset.inputs.filter(({ id }) => result.error.fieldErrors?.[id]);
    document.getElementById(`preset-${first?.id}`)?.focus();
  }

  return (
    <section aria-label={preset.label} className="grid gap-4">
      <PresetSource preset={preset} />
      {refusal ? (
        <Callout tone="warn" title={refusal.message}>
          {refusal.nextStep}
        </Callout>
      ) : null}
      {preset.inputs.length > 0 ? (
        <div className="grid gap-4 sm:grid-cols-2">
          {preset.inputs.map((input) => (
            <PresetInputField
              key={input.id}
              input={input}
              value={inputs[input.id] ?? ""}
              error={errors[input.id]}
              onChange={(value) => setInputs({ ...inputs, [input.id]: value })}
              onEnter={apply}
            />
          ))}
        </div>
      ) : null}
      <PresetChanges preview={preview} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        {children}
        <Button variant="primary" disabled={refusal !== undefined} onClick={apply}>
          Apply template
        </Button>
      </div>
    </section>
  );
}

function PresetSource({ preset: { purpose, certainty, source, notes } }: { preset: Preset }) {
  return (
    <div className="grid gap-2">
      <p>{purpose}</p>
      <p className="text-muted">
        {certainty === "documented" ? "Documented" : "In part observed, not documented"}:{" "}
        {source.url ? (
          <a href={source.url} target="_blank" rel="noreferrer" className="underline">
            {source.label}
            <ExternalLink aria-label="(opens a new tab)" className="ml-1 inline size-3.5" />
          </a>
        ) : (
          source.label
        )}
      </p>
      {notes.length > 0 ? (
        <ul className="grid list-disc gap-1 pl-4 text-muted text-xs">
          {notes.map((note) => (
            <li key={note} className="[overflow-wrap:anywhere]">
              {note}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
