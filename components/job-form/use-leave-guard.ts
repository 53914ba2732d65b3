import { useFormContext, useFormState } from "react-hook-form";
import { useLeaveQuestion } from "#components/ui/use-leave-question.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

/** Asks before what was typed is lost; a saved job's form keeps no draft. */
export function useLeaveGuard(isEnabled: boolean): void {
  const { control, getValues } = useFormContext<JobFormValues>();
  const { isDirty, defaultValues } = useFormState({ control });
  useLeaveQuestion({
    isEnabled,
    question: "Leave without saving? Your changes to this job are lost.",
    // The form says "dirty" only when validation has answered, which is too late for a quick click.
    mustAsk: () => isDirty || JSON.stringify(getValues()) !== JSON.stringify(defaultValues),
  });
}
