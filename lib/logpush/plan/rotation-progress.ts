import type { ItemState, PlanOutcome } from "./run.ts";

/** An item of a rotation, with its job as it was last read. */
export type RotatedJob = {
  plan: PlanOutcome;
  state: ItemState | null;
  /** Why it is blocked. */
  code: string | null;
  isGone: boolean;
  isEnabled: boolean;
  /** Whether its destination is not the one that the run gave it. */
  isChangedSince: boolean;
  /** When Cloudflare confirmed the change, in milliseconds since 1970. */
  changedAt: number | null;
  /** The job's last delivery, RFC 3339. */
  lastComplete: string | null;
};

/** How far a rotation is, in jobs. The old value can be revoked when nothing is left to hold or to wait for. */
export type RotationProgress = {
  /** They may still send with the old value. */
  holding: number;
  /** They have the new value, and have not delivered since. */
  waiting: number;
  /** They have delivered with the new value. */
  delivered: number;
  /** They have the new value, and deliver nothing. */
  disabled: number;
};

export function rotationProgress(jobs: readonly RotatedJob[]): RotationProgress {
  const progress: RotationProgress = { holding: 0, waiting: 0, delivered: 0, disabled: 0 };
  for (const job of jobs) {
    const place = placeOf(job);
    if (place) progress[place] += 1;
  }
  return progress;
}

/** These hold another value, or are gone. */
const apart: readonly (string | null)[] = ["E_PLAN_OTHER_VALUE", "E_NOT_FOUND"];

function placeOf(job: RotatedJob): keyof RotationProgress | undefined {
  const { plan, state, code, isGone, isEnabled, isChangedSince, changedAt, lastComplete } = job;
  if (isGone || (plan === "blocked" && apart.includes(code))) return undefined;
  if (plan === "same") return isEnabled ? "delivered" : "disabled";
  if (state !== "done" || isChangedSince) return "holding";
  if (!isEnabled) return "disabled";
  const at = lastComplete === null ? Number.NaN : Date.parse(lastComplete);
  return changedAt !== null && at > changedAt ? "delivered" : "waiting";
}
