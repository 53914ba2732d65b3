"use client";

import { Info } from "lucide-react";
import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import { useOpened } from "#components/ui/use-opened.ts";
import type { DatasetToNote } from "#lib/logpush/datasets/notes.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../form-context.tsx";
import { fieldId, useFieldError } from "../use-field.ts";
import type { FieldsState, TargetChange } from "../use-fields.ts";

const DatasetNotes = loaded(async () => (await import("./fields/dataset-notes.tsx")).DatasetNotes, { ssr: false });

/** No id can hold a colon. */
const other = ":other";
const id = fieldId("dataset");

export type DatasetProps = Pick<FieldsState, "refusal"> & { onTargetChange: (change: TargetChange) => void };

/** The datasets that Headgate knows for this kind of scope, and a way to name any other. */
export function DatasetField({ refusal, onTargetChange }: DatasetProps) {
  const { datasets, saved } = useFormSetting();
  const [scope, dataset] = useWatch<JobFormValues, ["scope", "dataset"]>({ name: ["scope", "dataset"] });
  const [isOther, setIsOther] = useState(false);
  const invalid = useFieldError("dataset");
  const isRefused = refusal?.scope === scope && refusal.dataset === dataset;
  const error = invalid ?? (isRefused ? refusal.message : undefined);
  const kind = scope.startsWith("accounts/") ? "account" : "zone";
  const options = datasets.filter((option) => option.scope === kind);
  const known = options.find((option) => option.id === dataset);
  const isTyped = saved === undefined && (isOther || !known);
  const help = known?.requiresZeroTrustPII ? "The token also needs Zero Trust: PII Read." : undefined;
  const selectId = isTyped ? `${id}-choice` : id;

  function change(value: string) {
    setIsOther(value === other);
    onTargetChange({ dataset: value === other ? "" : value });
  }

  return (
    <div className="relative grid gap-3">
      <Field id={selectId} label="Dataset" error={isTyped ? undefined : error} help={help}>
        <Select
          {...fieldProps(selectId, { error: isTyped ? undefined : error, help })}
          name="dataset"
          value={isTyped ? other : dataset}
          disabled={saved !== undefined}
          onChange={(event) => change(event.target.value)}
        >
          {saved && !known ? <option value={dataset}>{dataset}</option> : null}
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label} ({option.id})
            </option>
          ))}
          {saved ? null : <option value={other}>Other dataset…</option>}
        </Select>
      </Field>
      {isTyped ? <DatasetIdField error={error} onTargetChange={onTargetChange} /> : null}
      <Notes dataset={known ?? { id: dataset, scope: kind }} />
    </div>
  );
}

/** Any id. The request follows the typing; the fields are read when the field is left. */
function DatasetIdField({ error, onTargetChange }: { error?: string } & Pick<DatasetProps, "onTargetChange">) {
  const { register, getValues } = useFormContext<JobFormValues>();
  const help = "Cloudflare’s id, such as new_events. Its fields are only read from the API.";
  const commit = () => onTargetChange({ dataset: getValues("dataset").trim() });
  return (
    <Field id={id} label="Dataset id" help={help} error={error}>
      <Input
        {...fieldProps(id, { error, help })}
        {...register("dataset", { onBlur: commit })}
        font="mono"
        maxLength={120}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          commit();
        }}
      />
    </Field>
  );
}

/** What to know before choosing it; the texts are loaded when they are opened. */
function Notes({ dataset }: { dataset: DatasetToNote }) {
  const { isOpened, details } = useOpened();
  return (
    <details {...details} className="absolute top-0 right-0 text-xs">
      <summary
        className="flex size-6 list-none items-center justify-center rounded-sm text-muted hover:text-fg [&::-webkit-details-marker]:hidden"
        aria-label="Permissions, plans and limits"
        title="Permissions, plans and limits"
      >
        <Info aria-hidden className="size-3.5" />
      </summary>
      {isOpened ? (
        <div className="absolute top-full right-0 z-20 w-80 max-w-[calc(100vw-2rem)] rounded-card border border-line-strong bg-raised p-3 shadow-pop">
          <DatasetNotes dataset={dataset} />
        </div>
      ) : null}
    </details>
  );
}
