"use client";

import { useFormContext, useFormState, useWatch } from "react-hook-form";
import { FieldError } from "#components/ui/field.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { fieldLabels } from "#lib/logpush/job/labels.ts";
import { readLimit } from "#lib/logpush/job/units.ts";
import { fieldId, useFieldError } from "../../use-field.ts";
import { type LimitPath, readingOf } from "./limit-reading.ts";

const looks: Record<LimitPath, { unit: string; width: string; placeholder: string }> = {
  maxUploadBytes: { unit: "bytes", width: "w-22", placeholder: "Max" },
  maxUploadRecords: { unit: "records", width: "w-23", placeholder: "Max" },
  maxUploadInterval: { unit: "s", width: "w-15", placeholder: "30" },
};

/** One limit in the section's line. A text without a unit is in the unit that stands behind it. */
export function LimitInput({ path }: { path: LimitPath }) {
  const { register } = useFormContext<JobFormValues>();
  const text = useWatch<JobFormValues, LimitPath>({ name: path });
  const error = useFieldError(path);
  const id = fieldId(path);
  const { unit, width, placeholder } = looks[path];
  const hasOwnUnit = /[a-z]/i.test(text);
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
        placeholder={placeholder}
        {...register(path)}
        className={`block h-7 w-full min-w-0 rounded-control border border-line-strong bg-raised pl-2 text-xs tabular-nums focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-danger max-sm:h-9 ${hasOwnUnit ? "pr-2" : padding[path]}`}
      />
      {hasOwnUnit ? null : (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-muted text-xs"
        >
          {unit}
        </span>
      )}
      <span id={`${id}-help`} className="sr-only">
        {readingOf(path, readLimit(text))}
      </span>
    </span>
  );
}

const padding: Record<LimitPath, string> = {
  maxUploadBytes: "pr-10",
  maxUploadRecords: "pr-13",
  maxUploadInterval: "pr-5",
};

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
