"use client";

import { CircleAlert } from "lucide-react";
import { useFormContext, useFormState, useWatch } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { listMissing } from "#lib/logpush/job/missing-fields.ts";
import { focusField } from "./focus-field.ts";
import { useFormSetting } from "./form-context.tsx";
import { fieldId } from "./use-field.ts";

/** What is still missing, as a link to the first of it. */
export function MissingLink() {
  const { control } = useFormContext<JobFormValues>();
  const { saved } = useFormSetting();
  const missing = useWatch({ control, compute: (values: JobFormValues) => listMissing(values, saved?.values) });
  const { submitCount } = useFormState({ control });
  const [first] = missing;
  if (!first) return null;
  return (
    <a
      href={`#${fieldId(first.path)}`}
      onClick={(event) => {
        event.preventDefault();
        focusField(first.path);
      }}
      className={`inline-flex min-h-6 max-w-full items-center gap-1.5 font-medium hover:underline ${submitCount > 0 ? "text-danger" : "text-muted"}`}
    >
      <CircleAlert aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 truncate">
        {missing.length === 1 ? "1 field missing" : `${missing.length} fields missing`}: {first.label}
      </span>
    </a>
  );
}
