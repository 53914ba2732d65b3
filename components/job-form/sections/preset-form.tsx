"use client";

import { ExternalLink } from "lucide-react";
import { useRef, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { applyPreset, presetFields } from "#lib/logpush/presets/apply-preset.ts";
import { exampleInputs, type PresetInputs, startInputs } from "#lib/logpush/presets/check-inputs.ts";
import type { Preset } from "#lib/logpush/presets/preset.ts";
import { PresetChanges } from "./preset-changes.tsx";
import { PresetInputField } from "./preset-input.tsx";

type PresetFormProps = {
  preset: Preset;
  /** The form's values before each preset that was applied. */
  history: JobFormValues[];
  onHistory: (history: JobFormValues[]) => void;
};

/** One receiver: where its facts come from, what it needs, what it changes, and the way back. */
export function PresetForm({ preset, history, onHistory }: PresetFormProps) {
  const { control, getValues } = useFormContext<JobFormValues>();
  const current = useWatch({ control, compute: (values: JobFormValues) => values });
  const [inputs, setInputs] = useState<PresetInputs>(() => startInputs(preset));
  const [isTried, setIsTried] = useState(false);
  const [said, setSaid] = useState("");
  const setFields = useSetFields();
  const applyButton = useRef<HTMLButtonElement>(null);

  const result = applyPreset(preset, inputs, current);
  const preview = applyPreset(preset, exampleInputs(preset, inputs), current);
  const errors = isTried && !result.ok ? (result.error.fieldErrors ?? {}) : {};
  const refusal = result.ok || result.error.fieldErrors ? undefined : result.error;

  function apply() {
    setIsTried(true);
    if (!result.ok) {
      const [first] = preset.inputs.filter(({ id }) => result.error.fieldErrors?.[id]);
      return document.getElementById(`preset-${first?.id}`)?.focus();
    }
    const { changed, values } = result.value;
    if (changed.length === 0) return setSaid("The form says all of this already.");
    onHistory([...history, getValues()]);
    setFields(values);
    setSaid(`${preset.label} is applied: ${changed.length} ${changed.length === 1 ? "change" : "changes"}.`);
  }

  function undo() {
    const before = history.at(-1);
    if (!before) return;
    setFields(before);
    onHistory(history.slice(0, -1));
    setSaid("The values from before are back.");
    // The button goes with the last step.
    if (history.length === 1) applyButton.current?.focus();
  }

  return (
    <section aria-label={preset.label} className="grid gap-4 border-line border-t pt-4">
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
      <div className="flex flex-wrap items-center gap-3">
        <Button ref={applyButton} variant="primary" disabled={refusal !== undefined} onClick={apply}>
          Apply preset
        </Button>
        {history.length > 0 ? <Button onClick={undo}>Undo preset</Button> : null}
        <p role="status" className="text-muted text-sm">
          {said}
        </p>
      </div>
    </section>
  );
}

function PresetSource({ preset: { label, purpose, certainty, source, notes } }: { preset: Preset }) {
  return (
    <div className="grid gap-2 text-sm">
      <h3 className="font-semibold">{label}</h3>
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

/** Sets the fields that belong to presets, as if they had been typed, and judges them once at the end. */
function useSetFields() {
  const { setValue, trigger } = useFormContext<JobFormValues>();
  return (values: JobFormValues) => {
    for (const field of presetFields) setValue(field, values[field], { shouldDirty: true, shouldTouch: true });
    trigger([...presetFields]);
  };
}
