import type { AppError } from "../result.ts";
import { giveUpMs, type Health, type HealthInput, type HealthState, settleMs } from "./health.ts";

/**
 * A health state in words: `brief` for a row of the list (empty if there is nothing to know there), `notes` for the
 * job's page, and what to do next. The server writes these texts, so no page has to load them.
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
    notes: settlingNotes(health, "deliveries may still follow the old settings"),
    nextStep: "Nothing to do.",
  }),
  settling: ({ health, job }) => {
    const brief = `Saved ${clock(health.savedAt)}. Changes may take up to 15 minutes; nothing has been delivered since.`;
    const oldFailure = job.lastError ? ["The last failure is from before the save."] : [];
    const nextStep = `Wait until ${clock(health.settlesUntil)}. The first delivery shows whether the new settings work.`;
    return { brief, notes: [brief, ...oldFailure], nextStep };
  },
  pending: ({ health, nowMs }) => {
    const saved = health.since ? [`Saved ${moment(health.since, nowMs)}.`] : [];
    const notes = [...saved, "The first delivery comes within minutes; for very large zones, within hours."];
    const nextStep = isOver(health.since, settleMs, nowMs)
      ? "If there is traffic that passes the filter, test the delivery on the job’s page."
      : "Wait for it. It comes only when there is traffic that passes the filter.";
    return { brief: notes.join(" "), notes, nextStep };
  },
  stale: ({ health, job, nowMs }) => {
    const brief = `Quiet for ${span(ageOf(health.since, nowMs))}. No traffic and no delivery look the same here.`;
    return {
      brief,
      notes: [brief, `It counts as quiet after ${span(health.staleAfterMs)}.`],
      nextStep: `Check whether there were ${job.dataset} records that pass the filter. If so, test the delivery on the job’s page. If such gaps are normal, raise the threshold there.`,
    };
  },
  failing: ({ health, cause, nowMs }) => {
    const risk = stakeOf(health, "at risk", nowMs);
    const deadline = disableNote(health, nowMs);
    const retries = risk ? [`${risk} Cloudflare retries for a while, and does not send older logs later.`] : [];
    return {
      brief: [`${deadline}.`, risk].filter(Boolean).join(" "),
      notes: [
        `${deadline}, because it gives up after 24 hours without a delivery.`,
        ...retries,
        ...settlingNotes(health, "this failure may still come from the old settings"),
      ],
      nextStep: cause?.nextStep ?? "Check what the endpoint answered, and repair the endpoint or the destination.",
    };
  },
  "disabled-by-failure": ({ health, job, cause, nowMs }) => {
    const loss = stakeOf(health, "lost", nowMs) || "Logs are lost while it is disabled.";
    return {
      brief: loss,
      notes: [
        endedBy(job),
        `${loss} Cloudflare does not send them later, nor the logs from the time while it stays disabled.`,
      ],
      nextStep: `${cause?.nextStep ?? "Repair the endpoint or the destination."} Then enable the job again.`,
    };
  },
  disabled: () => ({
    brief: "",
    notes: ["Logs are lost while it is disabled. Cloudflare does not send them later."],
    nextStep: "Enable it when you need its logs.",
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
  if (failedMs >= giveUpMs) return "It failed for 24 hours. Cloudflare then disables a job.";
  if (failedMs >= 0) return "It was disabled while it was failing, before Cloudflare would have disabled it.";
  return "It was failing when it was disabled.";
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
