import { isUnknownOutcome } from "#components/ui/call-action.ts";
import type { AppError } from "#lib/logpush/result.ts";

/** What may be claimed about a switch that failed. An error of Headgate's own may have come after the change. */
export function describeFailedSwitch(label: string, target: boolean, error: Pick<AppError, "code">): string {
  const state = target ? "enabled" : "disabled";
  if (isUnknownOutcome(error)) {
    return `Unknown whether ${label} was ${state}`;
  }
  return error.code === "E_NOT_FOUND" ? `${label} no longer exists` : `${label} was not ${state}`;
}
