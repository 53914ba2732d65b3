import { type HealthState, isTroubled } from "../job/health-states.ts";
import { scopePath } from "../job/job.ts";
import type { JobSummary } from "../views.ts";
import { type AlertKind, alertKinds, kindOfState } from "./alert-kinds.ts";

export type AlertType = (typeof alertKinds)[AlertKind]["type"] | "jobs.digest" | "test";

/** The JSON of an alert. `text` is the line that chat webhooks show. It contains no part of a destination. */
export type AlertBody = {
  type: AlertType;
  /** RFC 3339 */
  timestamp: string;
  text: string;
  /** What it is about. A message about a job names it by `scope` and `job`, as `AlertData` does. */
  data: AlertData | { scope?: string; job?: number; dataset?: string; [key: string]: unknown };
};

/** Something to report, whoever found it. */
export type AlertEvent = {
  kind: AlertKind;
  /**
   * The same for the same event, whichever server finds it and when, so that it is reported once: `msg_` and up to 90
   * characters of `A-Z a-z 0-9 _ -`.
   */
  id: string;
  body: AlertBody;
};

export type AlertData = {
  scope: string;
  scopeName: string;
  job: number;
  name: string;
  dataset: string;
  state: HealthState;
  previousState: HealthState;
  /** RFC 3339, or null if Cloudflare does not report it. */
  since: string | null;
  /** When Cloudflare disables a failing job, as an estimate. */
  switchOffAt: string | null;
  cause: { code: string; message: string; nextStep: string } | null;
};

/** What happened to a job that is now in this state. */
const events: Record<HealthState, string> = {
  failing: "is failing",
  "disabled-by-failure": "was disabled after errors",
  stale: "has no data: no deliveries for longer than usual",
  healthy: "has recovered",
  disabled: "was disabled",
  pending: "is waiting for its first delivery",
  settling: "was saved",
};

type Changed = { job: JobSummary; from: HealthState; to: HealthState; timestamp: string };

/** The alert for a change of state. */
export function alertOf({ job, from, to, timestamp }: Changed): AlertBody {
  const { ref, name, scopeName, dataset, health, cause } = job;
  const label = name === "" ? `Job ${ref.jobId}` : name;
  const why = cause && isTroubled(to) ? ` ${cause.message} ${cause.nextStep}` : "";
  return {
    type: alertKinds[kindOfState(to)].type,
    timestamp,
    text: `${label} (${scopeName}, ${dataset}) ${events[to]}.${why}`,
    data: {
      scope: scopePath(ref),
      scopeName,
      job: ref.jobId,
      name,
      dataset,
      state: to,
      previousState: from,
      since: health.since,
      switchOffAt: health.switchOffAt,
      cause: cause && { code: cause.code, message: cause.message, nextStep: cause.nextStep },
    },
  };
}

/** A test alert: it only shows that alerts arrive. */
export function testAlert(timestamp: string): AlertBody {
  return { type: "test", timestamp, text: "Headgate can reach this channel.", data: {} };
}
