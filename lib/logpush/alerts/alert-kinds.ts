import { type HealthState, isUrgent } from "../job/health-states.ts";

/** How serious an event is, in the words of PagerDuty's Events API v2. */
export type AlertSeverity = "critical" | "error" | "warning" | "info";

type KindRow = {
  /** What people select for a channel. */
  label: string;
  /** The `type` of the message. */
  type: string;
  severity: AlertSeverity;
  /** Whether a new channel gets it. The channel of the environment gets these only. */
  isDefault: boolean;
};

/** What an alert can be about, in the order of the page. A row here is a choice of every channel. */
export const alertKinds = {
  failing: { label: "Failing", type: "job.state_changed", severity: "error", isDefault: true },
  "disabled-by-failure": {
    ...{ label: "Disabled after errors", type: "job.state_changed", severity: "critical", isDefault: true },
  },
  stale: { label: "No data", type: "job.state_changed", severity: "warning", isDefault: true },
  budget: { label: "Budget reached", type: "usage.budget_reached", severity: "warning", isDefault: true },
  recovered: { label: "Recovered", type: "job.state_changed", severity: "info", isDefault: true },
  outside: { label: "Changed outside Headgate", type: "job.changed_outside", severity: "info", isDefault: false },
} as const satisfies Record<string, KindRow>;

export type AlertKind = keyof typeof alertKinds;

/** The kind of a change of state to this one. A person who disables a job ends its trouble too. */
export function kindOfState(to: HealthState): AlertKind {
  return isUrgent(to) ? to : "recovered";
}
