"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { ScopePicker } from "#components/scopes/scope-picker.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field, FieldError, fieldProps } from "#components/ui/field.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { hasReference, repairJobName } from "#lib/logpush/job/job-name.ts";
import { useFormSetting } from "../form-context.tsx";
import { Section } from "../section.tsx";
import { asTyped, fieldId, useFieldError } from "../use-field.ts";
import type { TargetChange } from "../use-fields.ts";
import { DatasetField } from "./dataset-field.tsx";
import { TextField } from "./text-field.tsx";

/** Which logs: scope, dataset, name, and whether delivery starts at once. */
export function TargetSection({ onTargetChange }: { onTargetChange: (change: TargetChange) => void }) {
  const { saved } = useFormSetting();
  return (
    <Section title="Logs" description="Which logs to send, and what to call the job.">
      <div className="grid gap-4 sm:grid-cols-2">
        <ScopeField onTargetChange={onTargetChange} />
        <DatasetField onTargetChange={onTargetChange} />
      </div>
      {saved ? (
        <p className="-mt-2 text-muted text-xs">A job keeps its scope and dataset; for others, create a new job.</p>
      ) : null}
      <NameField />
      <EnabledField />
    </Section>
  );
}

/** A name that Cloudflare would refuse comes with the nearest one that it accepts. A saved name stays as it is. */
function NameField() {
  const { setValue, setFocus } = useFormContext<JobFormValues>();
  const { saved } = useFormSetting();
  const name = useWatch<JobFormValues, "name">({ name: "name" });
  const repaired = name === saved?.values.name || hasReference(name) ? "" : repairJobName(name);
  function repair() {
    setValue("name", repaired, asTyped);
    setFocus("name");
  }
  return (
    <div>
      <TextField
        path="name"
        label="Job name"
        help="Shown to people only. Letters A to Z, digits, “.”, “_” and “-”; up to 512 characters."
        maxLength={600}
      />
      {repaired === "" || repaired === name ? null : (
        <Button size="small" className="mt-2 max-w-full" onClick={repair}>
          <span className="truncate">Use {repaired}</span>
        </Button>
      )}
    </div>
  );
}

function ScopeField({ onTargetChange }: { onTargetChange: (change: TargetChange) => void }) {
  const { known, saved } = useFormSetting();
  const scope = useWatch<JobFormValues, "scope">({ name: "scope" });
  const error = useFieldError("scope");
  const id = fieldId("scope");
  return (
    <Field id={id} label="Scope" error={error}>
      <ScopePicker
        {...fieldProps(id, { error })}
        known={known}
        value={scope}
        placeholder="Choose a zone or account"
        disabled={saved !== undefined}
        onChoose={(chosen) => onTargetChange({ scope: chosen })}
      />
    </Field>
  );
}

function EnabledField() {
  const { register } = useFormContext<JobFormValues>();
  const { saved } = useFormSetting();
  const id = fieldId("enabled");
  const error = useFieldError("enabled");
  return (
    <div className="flex items-center gap-3">
      <Switch
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-help ${id}-error` : `${id}-help`}
        {...register("enabled")}
      />
      <div>
        <label htmlFor={id} className="font-medium text-sm">
          Enabled
        </label>
        <p id={`${id}-help`} className="text-muted text-xs">
          {saved
            ? "Cloudflare does not send logs later from the time while a job is disabled."
            : "Enabled: delivery starts as soon as the job is created. Disabled: create it now, enable it later."}
        </p>
        <FieldError id={id} error={error} />
      </div>
    </div>
  );
}
