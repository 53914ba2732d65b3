"use client";

import { useEffect } from "react";
import { type UseFormReturn, useFormContext, useWatch } from "react-hook-form";
import { loaded } from "#components/ui/loaded.tsx";
import { choiceFields } from "#lib/logpush/job/choice-fields.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

/** Few forms have any. */
const UnresolvedList = loaded(async () => (await import("./unresolved-list.tsx")).UnresolvedList, { ssr: false });

/** What an import left open in the form, for as long as something is. */
export function UnresolvedNotice() {
  const form = useFormContext<JobFormValues>();
  const unresolved = useWatch<JobFormValues, "unresolved">({ name: "unresolved" });
  useResolvedChoices(form);
  return unresolved?.length ? <UnresolvedList /> : null;
}

/** A control without text, such as a switch, is resolved as soon as someone sets it. */
function useResolvedChoices(form: UseFormReturn<JobFormValues>) {
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ name, values: { unresolved } }) => {
          if (!unresolved?.some(({ field }) => field === name) || !choiceFields.some((field) => field === name)) return;
          form.setValue(
            "unresolved",
            unresolved.filter(({ field }) => field !== name),
          );
          form.trigger(choiceFields.find((field) => field === name));
        },
      }),
    [form],
  );
}
