import type { HealthState } from "#lib/logpush/job/health.ts";

/** How each state is called, and its color. */
export const healthWords = {
  failing: { word: "Failing", tone: "text-danger" },
  "disabled-by-failure": { word: "Disabled after errors", tone: "text-danger" },
  stale: { word: "No data", tone: "text-warn" },
  settling: { word: "Waiting", tone: "text-info" },
  pending: { word: "Waiting", tone: "text-info" },
  healthy: { word: "Healthy", tone: "text-ok" },
  disabled: { word: "Disabled", tone: "text-muted" },
} as const satisfies Record<HealthState, { word: string; tone: string }>;
