import { useMemo } from "react";
import { useFormContext } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useSettledValues } from "../../use-typed-values.ts";
import { askedOf } from "./asked.ts";
import { type CheckId, type CheckStatus, statusOf } from "./check-state.ts";
import type { Checks } from "./use-checks.ts";

/** How a check stands; whether it is out of date follows once the keys pause. */
export function useCheckStatus(id: CheckId, { done, running, delivery }: Checks): CheckStatus {
  const { getValues } = useFormContext<JobFormValues>();
  const values = useSettledValues(getValues());
  const hasAsked = done[id]?.asked !== undefined;
  const asked = useMemo(() => (hasAsked ? askedOf(id, values, delivery) : ""), [hasAsked, id, values, delivery]);
  return statusOf(done[id], running === id, asked);
}
