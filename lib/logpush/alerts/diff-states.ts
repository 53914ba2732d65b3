import type { HealthState } from "../job/health.ts";

/** What is remembered of a job between two looks at it. Times are milliseconds. */
export type ToldState = {
  /** The trouble that was told last and is not over; null: none. */
  told: HealthState | null;
  /** The state as it was seen last, and how often in a row. */
  seen: HealthState;
  times: number;
  /** When a trouble was told last, by state. */
  toldAt: Partial<Record<HealthState, number>>;
};

export type ToldStates = Record<string, ToldState>;

export type SeenJob = { key: string; state: HealthState };

/** A change worth a message. `from` is the trouble that is over or grew into another, or healthy. */
export type StateChange = { key: string; from: HealthState; to: HealthState };

export type Look = {
  jobs: SeenJob[];
  /** Whether the job of a key can be missing only because it is gone: its scope was read. */
  isGone: (key: string) => boolean;
  /** Nothing was ever remembered: what is wrong already is no news. */
  isFirst: boolean;
  nowMs: number;
};

/** One state of one job is told at most once in this time, however often it comes and goes. */
export const quietMs = 60 * 60_000;
/** A state that was seen once may be a moment's. */
const timesToBelieve = 2;

/**
 * Which changes to tell after a look at the jobs, and what to remember. Trouble is told when it was seen twice in a row;
 * that it is over, once, and only where the trouble was told. Saved and waiting jobs say nothing either way.
 */
export function diffStates(before: ToldStates, { jobs, isGone, isFirst, nowMs }: Look) {
  const seen = new Set(jobs.map(({ key }) => key));
  const kept = Object.entries(before).filter(([key]) => !seen.has(key) && !isGone(key));
  const states: ToldStates = Object.fromEntries(kept);
  const changes: StateChange[] = [];
  for (const { key, state } of jobs) {
    const known = before[key];
    const next = known ? look(known, state, nowMs) : meet(state, isFirst);
    if (known && next.told !== known.told) {
      changes.push({ key, from: known.told ?? "healthy", to: next.told ?? next.seen });
    }
    states[key] = next;
  }
  return { states, changes };
}

/** Trouble of before the first look counts as told: only its end is news. */
function meet(state: HealthState, isFirst: boolean): ToldState {
  return { told: isFirst && isTrouble(state) ? state : null, seen: state, times: 1, toldAt: {} };
}

function look(known: ToldState, state: HealthState, nowMs: number): ToldState {
  const times = known.seen === state ? Math.min(timesToBelieve, known.times + 1) : 1;
  const next: ToldState = { ...known, seen: state, times };
  if (times < timesToBelieve) return next;
  if (known.told !== null && isOver(state)) return { ...next, told: null };
  const isNews = isTrouble(state) && state !== known.told;
  const toldAt = known.toldAt[state];
  const isTooSoon = toldAt !== undefined && nowMs - toldAt < quietMs;
  return isNews && !isTooSoon ? { ...next, told: state, toldAt: { ...known.toldAt, [state]: nowMs } } : next;
}

/** States that somebody should hear of. */
export function isTrouble(state: HealthState): boolean {
  return state === "failing" || state === "disabled-by-failure" || state === "stale";
}

/** States in which earlier trouble is over: it delivers again, or a person switched it off. */
function isOver(state: HealthState): boolean {
  return state === "healthy" || state === "disabled";
}
