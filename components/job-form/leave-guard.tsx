import { useFormContext, useFormState } from "react-hook-form";
import { useLeaveQuestion } from "#components/ui/use-leave-question.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

/**
 * Asks before what was typed is lost; a saved job's form keeps no draft. A component of its own: what it watches must
 * not render the whole form again.
 */
export function LeaveGuard({ isEnabled }: { isEnabled: boolean }) {
  const { control, getValues } = useFormContext<JobFormValues>();
  const { defaultValues } = useFormState({ control });
  useLeaveQuestion({
    isEnabled,
    question: "Leave without saving? Your changes to this job are lost.",
    // The form's own "dirty" waits for the validation, which is too late for a quick click.
    mustAsk: () => JSON.stringify(getValues()) !== JSON.stringify(defaultValues),
  });
  return null;
}
