import type { AppError } from "../result.ts";
import { giveUpMs, type Health, type HealthInput, type HealthState, settleMs } from "./health.ts";

/**
 * A health state in words: `brief` for a row of the list (empty if there is nothing to know there), `notes` for the
 * job's page, and what to do next (empty if nothing). The server writes these texts, so no page has to load them.
 */
export type HealthAdvice = { brief: string; notes: string[]; nextStep: string };

export type AdviceInput = {
  health: Health;
  job: Pick<HealthInput, "dataset" | "lastComplete" | "lastError">;
  /** The failure in words. */
  cause: Pick<AppError, "nextStep"> | null;
  nowMs: number;
};

/** Explains the state of a job as of `nowMs`. */
export function adviseOn(input: AdviceInput): HealthAdvice {
  return writers[input.health.state](input);
}

const writers = {
  healthy: ({ health }) => ({
    brief: "",
    notes: settlingNotes(health, "deliveries may still use the previous settings"),
    nextStep: "",
  }),
  settling: ({ health, job }) => {
    const brief = `Saved ${clock(health.savedAt)}. Changes can take up to 15 minutes; no deliveries yet.`;
    const oldFailure = job.lastError ? ["The last error predates this change."] : [];
    const nextStep = `Check again after ${clock(health.settlesUntil)}.`;
    return { brief, notes: [brief, ...oldFailure], nextStep };
  },
  pending: ({ health, nowMs }) => {
    const saved = health.since ? [`Saved ${moment(health.since, nowMs)}.`] : [];
    const notes = [
      ...saved,
      "The first delivery usually arrives within minutes, or within hours for very large zones.",
    ];
    const nextStep = isOver(health.since, settleMs, nowMs)
      ? "If there is matching traffic, send a test delivery."
      : "Waiting for matching traffic.";
    return { brief: notes.join(" "), notes, nextStep };
  },
  stale: ({ health, job, nowMs }) => {
    const brief = `No deliveries for ${span(ageOf(health.since, nowMs))}. This can mean no traffic or a delivery problem.`;
    return {
      brief,
      notes: [brief, `The no-data threshold is ${span(health.staleAfterMs)}.`],
      nextStep: `Check whether any ${job.dataset} records matched the filter. If so, send a test delivery. If gaps like this are normal, raise the no-data threshold.`,
    };
  },
  failing: ({ health, cause, nowMs }) => {
    const risk = stakeOf(health, "at risk", nowMs);
    const deadline = disableNote(health, nowMs);
    const retries = risk ? [`${risk} Cloudflare retries for a limited time. Older logs aren't backfilled.`] : [];
    return {
      brief: [`${deadline}.`, risk].filter(Boolean).join(" "),
      notes: [
        `${deadline}: it disables jobs after 24 hours of failures.`,
        ...retries,
        ...settlingNotes(health, "this error may come from the previous settings"),
      ],
      nextStep: cause?.nextStep ?? "Check the endpoint's response, then fix the endpoint or the destination.",
    };
  },
  "disabled-by-failure": ({ health, job, cause, nowMs }) => {
    const loss = stakeOf(health, "lost", nowMs) || "Logs generated while the job is disabled are lost.";
    return {
      brief: loss,
      notes: [endedBy(job), `${loss} Logs aren't backfilled, including those generated while the job is disabled.`],
      nextStep: `${cause?.nextStep ?? "Fix the endpoint or the destination."} Then enable the job again.`,
    };
  },
  disabled: () => ({
    brief: "",
    notes: ["Logs generated while the job is disabled are lost."],
    nextStep: "Enable the job to resume delivery.",
  }),
} satisfies Record<HealthState, (input: AdviceInput) => HealthAdvice>;

/** A sentence without its period. */
function disableNote({ since, switchOffAt }: Health, nowMs: number): string {
  if (switchOffAt !== null) {
    return `Cloudflare disables it in about ${span(Date.parse(switchOffAt) - nowMs)}`;
  }
  return since === null ? "It is not known when Cloudflare disables it" : "Cloudflare can disable it at any time";
}

function stakeOf({ lostWindow }: Health, fate: "at risk" | "lost", nowMs: number): string {
  return lostWindow ? `Logs since ${moment(lostWindow.from, nowMs)} are ${fate}.` : "";
}

/** Cloudflare gives up after 24 hours of failures. If the job was disabled sooner, a person did it. */
function endedBy({ lastComplete, lastError }: AdviceInput["job"]): string {
  const failedMs = lastComplete && lastError ? Date.parse(lastError) - Date.parse(lastComplete) : Number.NaN;
  if (failedMs >= giveUpMs) return "The job failed for 24 hours, after which Cloudflare disables jobs.";
  if (failedMs >= 0) return "The job was disabled while it was failing, before Cloudflare would have disabled it.";
  return "The job was failing when it was disabled.";
}

function settlingNotes({ savedAt, settlesUntil }: Health, consequence: string): string[] {
  return settlesUntil === null ? [] : [`Saved ${clock(savedAt)}: until ${clock(settlesUntil)} ${consequence}.`];
}

function isOver(since: string | null, ms: number, nowMs: number): boolean {
  return since !== null && ageOf(since, nowMs) > ms;
}

/** Never negative: clocks differ. */
function ageOf(iso: string | null, nowMs: number): number {
  return iso === null ? 0 : Math.max(0, nowMs - Date.parse(iso));
}

function clock(iso: string | null): string {
  return `${iso?.slice(11, 16) ?? "?"} UTC`;
}

/** The clock time; for times more than 18 hours ago, also the date. */
function moment(iso: string, nowMs: number): string {
  return ageOf(iso, nowMs) < 18 * 3_600_000 ? clock(iso) : `${iso.slice(0, 10)} ${clock(iso)}`;
}

/** A duration such as "3 h", rounded like the ages that the page shows next to it. */
export function span(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 90) return `${Math.max(1, Math.round(minutes))} min`;
  if (minutes < 36 * 60) return `${Math.round(minutes / 60)} h`;
  const days = Math.round(minutes / 1440);
  return days === 1 ? "1 day" : `${days} days`;
}
