import type { DeliveryFix } from "#lib/logpush/delivery/verdict.ts";

/** A repair that is made by a save of the job, without a look at the form. */
export type ValueFix = Exclude<DeliveryFix, { kind: "go-to" }>;

export type FixActions = Pick<typeof import("#app/actions/jobs.ts"), "readJob" | "updateJob">;

/** What the button of a repair says. */
export function fixLabel(fix: ValueFix): string {
  return fix.kind === "set-header" ? `Add ${fix.name}: ${fix.value}` : `Use ${fix.endpoint}`;
}
