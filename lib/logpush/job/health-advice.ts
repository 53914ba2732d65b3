import type { AppError } from "../result.ts";
import { giveUpMs, type Health, type HealthInput, type HealthState, settleMs } from "./health.ts";

/**
 * A state in words: `brief` for a row of a list (empty: nothing that must be known there), `notes` for a page of its own,
 * and what to do next. Made on the server, so no page loads these texts.
 */
export type HealthAdvice = { brief: string; notes: string[]; nextStep: string };

export type AdviceInput = {
  health: Health;
  job: Pick<HealthInput, "dataset" | "lastComplete" | "lastError">;
  /** The failure in words. */
  cause: Pick<AppError, "nextStep"> | null;
  nowMs: number;
};

/** Says what a job's state means for the person who looks at it at `nowMs`. */
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
    const brief = `Saved ${clock(health.savedAt)}. Changes may take up to 15 minutes; nothing was delivered since.`;
    const oldFailure = job.lastError ? ["The failure that is still on record is from before the save."] : [];
    const nextStep = `Wait until ${clock(health.settlesUntil)}: the first delivery settles it.`;
    return { brief, notes: [brief, ...oldFailure], nextStep };
  },
  pending: ({ health, nowMs }) => {
    const saved = health.since ? [`Saved ${moment(health.since, nowMs)}.`] : [];
    const notes = [...saved, "The first delivery comes within minutes, for very large zones within hours."];
    const nextStep = isOver(health.since, settleMs, nowMs)
      ? "If there is traffic that its filter lets through, test the delivery on the job’s page."
      : "Wait for it; without traffic that its filter lets through, none comes.";
    return { brief: notes.join(" "), notes, nextStep };
  },
  stale: ({ health, job, nowMs }) => {
    const brief = `Quiet for ${span(ageOf(health.since, nowMs))}: no traffic or no delivery look the same here.`;
    return {
      brief,
      notes: [brief, `It counts as quiet after ${span(health.staleAfterMs)}.`],
      nextStep: `See whether there were ${job.dataset} records that its filter lets through. If so, test the delivery on the job’s page; if such gaps are normal, raise the threshold there.`,
    };
  },
  failing: ({ health, cause, nowMs }) => {
    const risk = stakeOf(health, "at risk", nowMs);
    const deadline = switchOffNote(health, nowMs);
    const retries = risk ? [`${risk} Cloudflare retries for a while, and never sends older ones later.`] : [];
    return {
      brief: [`${deadline}.`, risk].filter(Boolean).join(" "),
      notes: [
        `${deadline}: it gives a job up after 24 hours without a delivery.`,
        ...retries,
        ...settlingNotes(health, "this failure may still be of the old settings"),
      ],
      nextStep: cause?.nextStep ?? "See what the receiver answered, and repair it or the destination.",
    };
  },
  "disabled-by-failure": ({ health, job, cause, nowMs }) => {
    const loss = stakeOf(health, "lost", nowMs) || "Logs of the time it is off are lost.";
    return {
      brief: loss,
      notes: [endedBy(job), `${loss} Cloudflare does not send them later, nor those of the time it stays off.`],
      nextStep: `${cause?.nextStep ?? "Repair the receiver or the destination."} Then switch the job on again.`,
    };
  },
  disabled: () => ({
    brief: "",
    notes: ["Logs of the time it is off are lost: Cloudflare does not send them later."],
    nextStep: "Switch it on when its logs are wanted.",
  }),
} satisfies Record<HealthState, (input: AdviceInput) => HealthAdvice>;

/** Without its full stop. */
function switchOffNote({ since, switchOffAt }: Health, nowMs: number): string {
  if (switchOffAt !== null) {
    return `Cloudflare switches it off in about ${span(Date.parse(switchOffAt) - nowMs)}`;
  }
  return since === null ? "When Cloudflare switches it off is not known" : "Cloudflare can switch it off at any time";
}

function stakeOf({ lostWindow }: Health, fate: "at risk" | "lost", nowMs: number): string {
  return lostWindow ? `Logs since ${moment(lostWindow.from, nowMs)} are ${fate}.` : "";
}

/** Cloudflare gives up after 24 hours of failures; a job that is off sooner was switched off by somebody. */
function endedBy({ lastComplete, lastError }: AdviceInput["job"]): string {
  const failedMs = lastComplete && lastError ? Date.parse(lastError) - Date.parse(lastComplete) : Number.NaN;
  if (failedMs >= giveUpMs) return "It failed for 24 hours, after which Cloudflare switches a job off.";
  if (failedMs >= 0) return "It was switched off while it was failing, before Cloudflare would have done it.";
  return "It was failing when it was switched off.";
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

/** A time of the last 18 hours by its clock time, an older one by its date too. */
function moment(iso: string, nowMs: number): string {
  return ageOf(iso, nowMs) < 18 * 3_600_000 ? clock(iso) : `${iso.slice(0, 10)} ${clock(iso)}`;
}

/** "3 h" for a duration; rounded as the ages beside it are. */
export function span(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 90) return `${Math.max(1, Math.round(minutes))} min`;
  if (minutes < 36 * 60) return `${Math.round(minutes / 60)} h`;
  const days = Math.round(minutes / 1440);
  return days === 1 ? "1 day" : `${days} days`;
}
