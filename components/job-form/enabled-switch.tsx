"use client";

import { useFormContext } from "react-hook-form";
import { FieldError } from "#components/ui/field.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { fieldId, useFieldError } from "./use-field.ts";

const id = fieldId("enabled");

/** Whether delivery starts with the job. A saved job has its switch in the page's header. */
export function EnabledSwitch() {
  const { register, getValues } = useFormContext<JobFormValues>();
  const error = useFieldError("enabled");
  return (
    // An error needs a row of its own on phones.
    <div className="flex min-w-0 items-center justify-end gap-2 max-sm:order-2 max-sm:has-[[aria-invalid=true]]:col-span-4">
      <label htmlFor={id} className="font-medium">
        Enabled
      </label>
      <Switch
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        defaultChecked={getValues("enabled")}
        {...register("enabled")}
      />
      <FieldError id={id} error={error} />
    </div>
  );
}
