import type { HealthState } from "../job/health.ts";
import { scopePath } from "../job/job.ts";
import type { JobSummary } from "../views.ts";

export type AlertType = "job.state_changed" | "test";

/** The JSON of a message. `text` is a line that chat webhooks show; nothing of a destination is in it. */
export type AlertBody = {
  type: AlertType;
  /** RFC 3339 */
  timestamp: string;
  text: string;
  data: AlertData | Record<string, never>;
};

export type AlertData = {
  scope: string;
  scopeName: string;
  job: number;
  name: string;
  dataset: string;
  state: HealthState;
  previousState: HealthState;
  /** RFC 3339, or null where Cloudflare does not say. */
  since: string | null;
  /** When Cloudflare switches a failing job off, as an estimate. */
  switchOffAt: string | null;
  cause: { code: string; message: string; nextStep: string } | null;
};

/** What happened to a job that is now in this state. */
const events: Record<HealthState, string> = {
  failing: "is failing",
  "disabled-by-failure": "is off after failing",
  stale: "has gone quiet: no delivery for longer than is usual",
  healthy: "delivers again",
  disabled: "was switched off",
  pending: "waits for its first delivery",
  settling: "was saved",
};

type Changed = { job: JobSummary; from: HealthState; to: HealthState; timestamp: string };

/** What a change of state says. */
export function alertOf({ job, from, to, timestamp }: Changed): AlertBody {
  const { ref, name, scopeName, dataset, health, cause } = job;
  const label = name === "" ? `Job ${ref.jobId}` : name;
  const why = cause && (to === "failing" || to === "disabled-by-failure") ? ` ${cause.message} ${cause.nextStep}` : "";
  return {
    type: "job.state_changed",
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

/** A message that only shows that messages arrive. */
export function testAlert(timestamp: string): AlertBody {
  return { type: "test", timestamp, text: "Headgate can reach this webhook.", data: {} };
}
