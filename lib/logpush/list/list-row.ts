import type { Mute } from "../alerts/mute.ts";
import type { Health } from "../job/health.ts";
import { span } from "../job/health-advice.ts";
import { isUrgent } from "../job/health-states.ts";
import { jobKey } from "../job/job.ts";
import { jobLabel } from "../job/job-label.ts";
import type { JobSummary, ListedJob, RowTrouble } from "../views.ts";
import { fixOf } from "./row-fix.ts";

/** What a row shows beside the job itself. */
type RowFacts = { label: string; bars: string; staleSince: string | null; mute?: Mute | undefined; nowMs: number };

/** A row of the list, with what it shows and nothing else: a page holds many of them. */
export function listRow(job: JobSummary, { label, bars, staleSince, mute, nowMs }: RowFacts): ListedJob {
  const { scheme, host, path, reason } = job.destination;
  const trouble = troubleOf(job, nowMs);
  return {
    key: jobKey(job.ref),
    name: jobLabel(job),
    ...(label === jobLabel(job) ? {} : { label }),
    scope: job.scopeName,
    dataset: job.dataset,
    enabled: job.enabled,
    state: job.health.state,
    host: scheme === "https" || scheme === "" ? host : `${scheme}://${host}`,
    path,
    lastComplete: job.lastComplete,
    bars,
    ...(job.isLegacy ? { isLegacy: true } : {}),
    ...(reason ? { isUnparsed: true } : {}),
    ...(staleSince ? { staleSince } : {}),
    ...(mute ? { mute } : {}),
    ...(trouble ? { trouble } : {}),
  };
}

/** What the second line of a row says. Undefined for a job that needs nobody. */
function troubleOf({ health, cause, lastError, errorMessage, destination }: JobSummary, nowMs: number) {
  if (!isUrgent(health.state)) return undefined;
  const known = cause?.code === "E_CAUSE_UNKNOWN" ? undefined : cause?.message;
  const failure = known ?? errorMessage?.slice(0, longestCause) ?? "The last delivery failed.";
  const trouble: RowTrouble = {
    cause: health.state === "stale" ? silence(health, nowMs) : failure,
    clock: clockOf(health, { lastError, nowMs }),
    fix: fixOf(health.state, cause, destination),
  };
  return trouble;
}

/** A row has one line for it; the job's page has the whole text. */
const longestCause = 200;

function silence({ since }: Health, nowMs: number): string {
  return since === null ? "No deliveries." : `No deliveries for ${span(nowMs - Date.parse(since))}.`;
}

function clockOf(health: Health, { lastError, nowMs }: { lastError: string | null; nowMs: number }): string {
  const { state, switchOffAt, since, staleAfterMs } = health;
  if (state === "failing") {
    if (switchOffAt !== null) return `Cloudflare disables it in ${hoursAndMinutes(Date.parse(switchOffAt) - nowMs)}`;
    return since === null ? "" : "Cloudflare can disable it at any time";
  }
  if (state === "stale") return `Expected within ${span(staleAfterMs)}`;
  return lastError === null ? "" : `Last error ${span(Math.max(0, nowMs - Date.parse(lastError)))} ago`;
}

/** A remaining time such as "23 h 6 min". */
export function hoursAndMinutes(ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  return [hours > 0 ? `${hours} h` : "", minutes % 60 > 0 ? `${minutes % 60} min` : ""].filter(Boolean).join(" ");
}
