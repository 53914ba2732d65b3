import { useDeferredValue, useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { askedOf } from "./asked.ts";
import { type CheckId, type CheckStatus, statusOf } from "./check-state.ts";
import type { Checks } from "./use-checks.ts";

/** How a check stands; whether it is out of date may follow a key press a moment later. */
export function useCheckStatus(id: CheckId, { done, running, delivery }: Checks): CheckStatus {
  const { control } = useFormContext<JobFormValues>();
  const values = useDeferredValue(useWatch({ control, compute: (typed: JobFormValues) => typed }));
  const hasAsked = done[id]?.asked !== undefined;
  const asked = useMemo(() => (hasAsked ? askedOf(id, values, delivery) : ""), [hasAsked, id, values, delivery]);
  return statusOf(done[id], running === id, asked);
}
