import type { HealthState } from "#lib/logpush/job/health.ts";

type HealthWords = { word: string; count: string; tone: string };

/** How each state is called, in a row and after a number. */
export const healthWords = {
  failing: { word: "Failing", count: "failing", tone: "text-danger" },
  "disabled-by-failure": { word: "Off, was failing", count: "off, were failing", tone: "text-danger" },
  stale: { word: "Quiet", count: "quiet", tone: "text-warn" },
  settling: { word: "Just saved", count: "just saved", tone: "text-info" },
  pending: { word: "Waiting for first delivery", count: "waiting", tone: "text-info" },
  healthy: { word: "Healthy", count: "healthy", tone: "text-ok" },
  disabled: { word: "Off", count: "off", tone: "text-muted" },
} as const satisfies Record<HealthState, HealthWords>;

/** Whether the last thing known of a job in this state is a failure. */
export function isTroubled(state: HealthState): boolean {
  return state === "failing" || state === "disabled-by-failure";
}
