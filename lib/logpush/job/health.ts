import { staleAfterMinutesOf } from "../datasets/stale-after.ts";
import { type HealthState, isTroubled } from "./health-states.ts";

export type { HealthState } from "./health-states.ts";

/** The documented attributes about the health of a job. `last_error` is a time, not a text. */
export type HealthInput = {
  dataset: string;
  enabled: boolean;
  /** End of the last pushed log range, RFC 3339; not the clock time of the upload. */
  lastComplete: string | null;
  /** Time of the last failure, RFC 3339. Cloudflare clears it with the next success. */
  lastError: string | null;
  errorMessage: string | null;
};

/** What Headgate itself stores about a job, because Cloudflare does not. Times are RFC 3339. */
export type JobNote = {
  /** When Cloudflare last confirmed a save through Headgate. */
  savedAt?: string;
  /** When such a save last enabled the job. */
  switchedOnAt?: string;
  /** A person's own threshold. Absent for the dataset's. */
  staleAfterMinutes?: number;
};

/** Log time that has not been delivered, as far as is known. `at-risk`: Cloudflare still retries for a while. */
export type LostWindow = { from: string; to: string; certainty: "at-risk" | "lost" };

export type Health = {
  state: HealthState;
  /** The time since which the state holds, RFC 3339, and what happened then. Null: the API does not say. */
  since: string | null;
  sinceIs: "last-delivery" | "last-failure" | "save" | null;
  /**
   * Estimate of when Cloudflare gives the failing job up, always in the future. Null: not failing, unknown, or overdue.
   */
  switchOffAt: string | null;
  lostWindow: LostWindow | null;
  /** The last save through Headgate. */
  savedAt: string | null;
  /** Until then deliveries may still follow the settings before the save. Null: no save is that recent. */
  settlesUntil: string | null;
  staleAfterMs: number;
};

/** Changes take 10 to 15 minutes to take effect (Logpush FAQ). */
export const settleMs = 15 * 60_000;

/** Cloudflare disables a job after 24 hours without a success (Logpush "Alerts and analytics"). */
export const giveUpMs = 24 * 60 * 60_000;

/**
 * Derives the health of a job from the attributes of the Logpush job object and Headgate's own note. Total: unreadable
 * times count as absent, and a clock that differs from Cloudflare's gives no negative age. See docs/health.md.
 */
export function healthOf(job: HealthInput, note: JobNote | undefined, nowMs: number): Health {
  const facts = factsOf(job, note ?? {}, nowMs);
  const state = stateOf(job.enabled, facts);
  return {
    state,
    ...sinceOf(state, facts),
    switchOffAt: state === "failing" ? switchOffAt(facts) : null,
    lostWindow: lostWindowOf(state, facts),
    savedAt: isoOf(facts.savedMs),
    settlesUntil: facts.isSettling && facts.savedMs !== null ? isoOf(facts.savedMs + settleMs) : null,
    staleAfterMs: facts.staleAfterMs,
  };
}

/**
 * When the state may change although nothing is observed: a save has taken effect, or a job has been quiet for too long.
 * Milliseconds since 1970; null: only an observation changes it.
 */
export function recheckAtOf({ state, settlesUntil, staleAfterMs }: Health, lastComplete: string | null): number | null {
  const settled = settlesUntil === null ? null : Date.parse(settlesUntil);
  if (state === "settling") return settled;
  const completeMs = msOf(lastComplete);
  return state === "healthy" && completeMs !== null ? completeMs + staleAfterMs + 1 : null;
}

/**
 * The order among jobs in the same state: of failing jobs the one that Cloudflare gives up first, overdue ones before
 * it. Smaller is more urgent.
 */
export function urgencyOf({ state, switchOffAt, since }: Health): number {
  return state === "failing" ? (msOf(switchOffAt ?? since) ?? lastReadableMs) : 0;
}

type Facts = {
  nowMs: number;
  completeMs: number | null;
  errorMs: number | null;
  hasError: boolean;
  savedMs: number | null;
  switchedOnMs: number | null;
  /** The last save is so recent that it may not be in effect. */
  isSettling: boolean;
  staleAfterMs: number;
};

function factsOf(job: HealthInput, note: JobNote, nowMs: number): Facts {
  const savedMs = msOf(note.savedAt);
  const errorMs = msOf(job.lastError);
  const { staleAfterMinutes: own = 0 } = note;
  const minutes = Number.isSafeInteger(own) && own > 0 ? own : staleAfterMinutesOf(job.dataset);
  return {
    nowMs,
    completeMs: msOf(job.lastComplete),
    errorMs,
    hasError: errorMs !== null || (job.errorMessage !== null && job.errorMessage !== ""),
    savedMs,
    switchedOnMs: msOf(note.switchedOnAt),
    // A save far in the future was stored by a wrong clock. It must not hide a failure until then.
    isSettling: savedMs !== null && Math.abs(nowMs - savedMs) < settleMs,
    staleAfterMs: minutes * 60_000,
  };
}

function stateOf(isEnabled: boolean, facts: Facts): HealthState {
  const { nowMs, completeMs, hasError, staleAfterMs } = facts;
  if (!isEnabled) return hasError ? "disabled-by-failure" : "disabled";
  if (hasError) return isUnprovenSave(facts) ? "settling" : "failing";
  if (completeMs === null) return "pending";
  if (isUnprovenSave(facts)) return "settling";
  return nowMs - completeMs > staleAfterMs ? "stale" : "healthy";
}

/** Everything known about the job is from before the save, so nothing shows whether the saved settings work. */
function isUnprovenSave({ isSettling, savedMs, completeMs, errorMs, hasError }: Facts): boolean {
  if (!isSettling || savedMs === null) return false;
  if (hasError && (errorMs === null || errorMs > savedMs)) return false;
  return completeMs === null || completeMs <= savedMs;
}

function sinceOf(state: HealthState, facts: Facts): Pick<Health, "since" | "sinceIs"> {
  const { completeMs, errorMs, savedMs, switchedOnMs } = facts;
  const delivery = [completeMs, "last-delivery"] as const;
  const candidates = {
    healthy: [delivery],
    stale: [delivery],
    failing: [isSwitchedOnLater(facts) ? ([switchedOnMs, "save"] as const) : delivery],
    "disabled-by-failure": [[errorMs, "last-failure"] as const, delivery],
    disabled: [delivery],
    pending: [[switchedOnMs ?? savedMs, "save"] as const],
    settling: [[savedMs, "save"] as const],
  } satisfies Record<HealthState, (readonly [number | null, Health["sinceIs"]])[]>;
  for (const [ms, sinceIs] of candidates[state]) {
    const since = isoOf(ms);
    if (since !== null) return { since, sinceIs };
  }
  return { since: null, sinceIs: null };
}

/** The 24 hours start again when a job is enabled again. */
function isSwitchedOnLater({ completeMs, switchedOnMs }: Facts): boolean {
  return switchedOnMs !== null && (completeMs === null || switchedOnMs > completeMs);
}

/** From the last success. When the failures began is unknown, so this is the earliest possible time. */
function switchOffAt(facts: Facts): string | null {
  const beganMs = isSwitchedOnLater(facts) ? facts.switchedOnMs : facts.completeMs;
  if (beganMs === null) return null;
  const atMs = beganMs + giveUpMs;
  return atMs > facts.nowMs ? isoOf(atMs) : null;
}

/**
 * Logs are not backfilled: what a job did not deliver before it was disabled is lost, and so is the time while it stays
 * disabled.
 */
function lostWindowOf(state: HealthState, { completeMs, switchedOnMs, nowMs }: Facts): LostWindow | null {
  if (!isTroubled(state)) return null;
  const fromMs = completeMs ?? switchedOnMs;
  const [from, to] = [isoOf(fromMs), isoOf(nowMs)];
  if (fromMs === null || from === null || to === null || fromMs >= nowMs) return null;
  return { from, to, certainty: state === "failing" ? "at-risk" : "lost" };
}

/** Milliseconds of a time from 1970 to 9998. Other values do not count as times: Go writes year 1 for "never". */
function msOf(time: string | null | undefined): number | null {
  const ms = typeof time === "string" ? Date.parse(time) : Number.NaN;
  return ms >= 0 && ms < lastReadableMs ? ms : null;
}

const lastReadableMs = Date.parse("9999-01-01T00:00:00Z");

/** Null also if the number is beyond what a date can represent. */
function isoOf(ms: number | null): string | null {
  const date = new Date(ms ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/**
 * Absent, null, "" and the string "null" (seen in a documented sample) all mean "no value", and so does anything that
 * is not a date.
 */
export function timeOrNull(value: unknown): string | null {
  return typeof value === "string" && msOf(value) !== null ? value : null;
}
