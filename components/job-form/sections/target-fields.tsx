"use client";

import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { ScopePicker } from "#components/scopes/scope-picker.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { hasReference, repairJobName } from "#lib/logpush/job/job-name.ts";
import { useFormSetting } from "../form-context.tsx";
import { asTyped, fieldId, useFieldError } from "../use-field.ts";
import type { TargetChange } from "../use-fields.ts";
import { DatasetField, type DatasetProps } from "./dataset-field.tsx";
import { TextField } from "./text-field.tsx";

/** Hardly any job is made for several. */
const SeveralZones = loaded(async () => (await import("./several-zones.tsx")).SeveralZones, {
  ssr: false,
  loading: () => null,
});

/** Which logs: zone or account, and dataset. A saved job keeps both. */
export function TargetFields({ refusal, onTargetChange }: DatasetProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <ScopeField onTargetChange={onTargetChange} />
      <DatasetField refusal={refusal} onTargetChange={onTargetChange} />
    </div>
  );
}

/** A name that Cloudflare would refuse comes with the nearest one that it accepts. A saved name stays as it is. */
export function NameField() {
  const { setValue, setFocus } = useFormContext<JobFormValues>();
  const { saved, several } = useFormSetting();
  const name = useWatch<JobFormValues, "name">({ name: "name" });
  const repaired = several || name === saved?.values.name || hasReference(name) ? "" : repairJobName(name);
  function repair() {
    setValue("name", repaired, asTyped);
    setFocus("name");
  }
  return (
    <div>
      <TextField path="name" label="Job name" font="mono" placeholder="Optional" maxLength={600} />
      {repaired === "" || repaired === name ? null : (
        <Button size="small" className="mt-2 max-w-full" onClick={repair}>
          <span className="truncate">Use {repaired}</span>
        </Button>
      )}
    </div>
  );
}

function ScopeField({ onTargetChange }: { onTargetChange: (change: TargetChange) => void }) {
  const { known, saved, scopesText } = useFormSetting();
  const [isSeveral, setIsSeveral] = useState(scopesText !== undefined);
  const scope = useWatch<JobFormValues, "scope">({ name: "scope" });
  const error = useFieldError("scope");
  const id = fieldId("scope");
  return (
    <Field id={id} label="Zone or account" error={error}>
      <ScopePicker
        {...fieldProps(id, { error })}
        known={known}
        value={scope}
        placeholder="Choose a zone or account"
        disabled={saved !== undefined}
        onChoose={(chosen) => onTargetChange({ scope: chosen })}
      />
      {saved ? null : isSeveral ? (
        <SeveralZones />
      ) : (
        <button
          type="button"
          className="mt-1 text-muted text-xs hover:text-fg hover:underline"
          onClick={() => setIsSeveral(true)}
        >
          Several zones…
        </button>
      )}
    </Field>
  );
}
