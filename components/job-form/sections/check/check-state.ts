import type { DeliveryFix } from "#lib/logpush/delivery/verdict.ts";
import type { AppError } from "#lib/logpush/result.ts";

/** Where the findings are kept beside the draft, in the browser tab's storage. */
export const checksKey = "headgate.new-job.checks";

/** The checks of a form, in the order in which they make sense. */
export const checkIds = ["form", "delivery", "destination", "exists", "fields"] as const;
export type CheckId = (typeof checkIds)[number];

/** What a check found; `error` carries the words of a failure, with what Cloudflare or the receiver said. */
export type CheckFinding =
  | { outcome: "pass"; message: string }
  | { outcome: "warn"; message: string; nextStep: string }
  | { outcome: "fail"; error: AppError };

/** A finding with the time it was made and what was asked; `asked` is absent for one of before a reload. */
export type DoneCheck = { at: string; asked?: string; finding: CheckFinding; fixes?: DeliveryFix[] };

/** The word and look of a check. */
export type CheckStatus = "idle" | "running" | "pass" | "warn" | "fail" | "old";

/** A finding about values that have changed since says nothing about the present ones. */
export function statusOf(done: DoneCheck | undefined, isRunning: boolean, asked: string): CheckStatus {
  if (isRunning) return "running";
  if (!done) return "idle";
  return done.asked === asked ? done.finding.outcome : "old";
}
