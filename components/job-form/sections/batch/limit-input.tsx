"use client";

import { useFormContext, useFormState, useWatch } from "react-hook-form";
import { FieldError } from "#components/ui/field.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { fieldLabels } from "#lib/logpush/job/labels.ts";
import { readLimit } from "#lib/logpush/job/units.ts";
import { fieldId, useFieldError } from "../../use-field.ts";
import { type LimitPath, readingOf } from "./limit-reading.ts";

const looks: Record<LimitPath, { unit: string; width: string }> = {
  maxUploadBytes: { unit: "bytes", width: "w-20" },
  maxUploadRecords: { unit: "records", width: "w-22" },
  maxUploadInterval: { unit: "seconds", width: "w-20" },
};

/** One limit in the section's line. A text without a unit is in the unit that the empty input names. */
export function LimitInput({ path }: { path: LimitPath }) {
  const { register } = useFormContext<JobFormValues>();
  const text = useWatch<JobFormValues, LimitPath>({ name: path });
  const error = useFieldError(path);
  const id = fieldId(path);
  const { unit, width } = looks[path];
  const reading = readingOf(path, readLimit(text));
  return (
    <span className={`relative block min-w-0 ${width}`}>
      <input
        id={id}
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-label={fieldLabels[path]}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : `${id}-help`}
        placeholder={unit}
        title={reading}
        {...register(path)}
        className="block h-7 w-full min-w-0 rounded-control border border-line-strong bg-raised px-2 text-xs tabular-nums focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-danger max-sm:h-9"
      />
      <span id={`${id}-help`} className="sr-only">
        {reading}
      </span>
    </span>
  );
}

/** The errors of the line's inputs, below it. */
export function LimitErrors({ paths }: { paths: readonly LimitPath[] }) {
  const { control } = useFormContext<JobFormValues>();
  const { errors } = useFormState({ control, name: paths });
  return (
    <div className={paths.some((path) => errors[path]) ? "px-3 pb-2.5" : "hidden"}>
      {paths.map((path) => (
        <FieldError
          key={path}
          id={fieldId(path)}
          error={errors[path]?.message && `${fieldLabels[path]}: ${errors[path].message}`}
        />
      ))}
    </div>
  );
}
