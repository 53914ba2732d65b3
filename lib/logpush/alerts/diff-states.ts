import { type HealthState, isUrgent } from "../job/health-states.ts";

/** What is stored about a job between two reads. Times are in milliseconds. */
export type ReportedState = {
  /** The trouble that was last reported and is not over; null if none. */
  told: HealthState | null;
  /** The last state seen, and how often in a row. */
  seen: HealthState;
  times: number;
  /** When each state was last reported. */
  toldAt: Partial<Record<HealthState, number>>;
};

export type ReportedStates = Record<string, ReportedState>;

export type SeenJob = { key: string; state: HealthState };

/** A change that is worth an alert. `from` is the reported trouble, or healthy. */
export type StateChange = { key: string; from: HealthState; to: HealthState };

export type JobsRead = {
  jobs: SeenJob[];
  /** Whether a missing job was deleted, which is certain only if its scope was read. */
  isGone: (key: string) => boolean;
  /** New trouble of a muted job is held back. It is reported after the mute if it persists. */
  isMuted: (key: string) => boolean;
  /** Nothing is stored yet, so existing trouble is not reported. */
  isFirst: boolean;
  nowMs: number;
};

/** A state of a job is reported at most once in this time, however often it comes and goes. */
export const cooldownMs = 60 * 60_000;
/** A state seen only once may be momentary. */
const timesToBelieve = 2;

/**
 * Returns the changes to report after the jobs were read, and the states to store. Trouble is reported when it has been
 * seen twice in a row; its end once, and only if the trouble was reported, even if the job is muted. Saved and waiting jobs change nothing.
 */
export function diffStates(before: ReportedStates, { jobs, isGone, isMuted, isFirst, nowMs }: JobsRead) {
  const seen = new Set(jobs.map(({ key }) => key));
  const kept = Object.entries(before).filter(([key]) => !seen.has(key) && !isGone(key));
  const states: ReportedStates = Object.fromEntries(kept);
  const changes: StateChange[] = [];
  for (const { key, state } of jobs) {
    const known = before[key];
    const next = known ? advance(known, state, { nowMs, isMuted: isMuted(key) }) : firstState(state, isFirst);
    if (known && next.told !== known.told) {
      changes.push({ key, from: known.told ?? "healthy", to: next.told ?? next.seen });
    }
    states[key] = next;
  }
  return { states, changes };
}

/** Trouble that exists at the first read counts as reported, so only its end is. */
function firstState(state: HealthState, isFirst: boolean): ReportedState {
  return { told: isFirst && isUrgent(state) ? state : null, seen: state, times: 1, toldAt: {} };
}

function advance(
  known: ReportedState,
  state: HealthState,
  { nowMs, isMuted }: { nowMs: number; isMuted: boolean },
): ReportedState {
  const times = known.seen === state ? Math.min(timesToBelieve, known.times + 1) : 1;
  const next: ReportedState = { ...known, seen: state, times };
  if (times < timesToBelieve) return next;
  if (known.told !== null && isOver(state)) return { ...next, told: null };
  const isNews = isUrgent(state) && state !== known.told;
  const toldAt = known.toldAt[state];
  const isTooSoon = toldAt !== undefined && nowMs - toldAt < cooldownMs;
  return isNews && !isTooSoon && !isMuted
    ? { ...next, told: state, toldAt: { ...known.toldAt, [state]: nowMs } }
    : next;
}

/** States that end earlier trouble: the job has recovered, or a person disabled it. */
function isOver(state: HealthState): boolean {
  return state === "healthy" || state === "disabled";
}
