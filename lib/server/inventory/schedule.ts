import "server-only";

/** When scopes are read. Milliseconds. `yieldMs`: how much later while a run over many jobs needs the calls. */
export type Pace = Record<"watchedMs" | "idleMs" | "longestMs" | "emptyMs" | "failingMs" | "yieldMs", number>;

/** Reading costs nothing on the embedded emulator. */
export const paceOf = {
  live: {
    watchedMs: 15_000,
    idleMs: 60_000,
    longestMs: 15 * 60_000,
    emptyMs: 30 * 60_000,
    failingMs: 60_000,
    yieldMs: 15 * 60_000,
  },
  emulator: { watchedMs: 10_000, idleMs: 10_000, longestMs: 10_000, emptyMs: 10_000, failingMs: 10_000, yieldMs: 0 },
} satisfies Record<string, Pace>;

/** Up to so many scopes are all read at the pace of what a page shows: 400 calls in five minutes. */
export const fewScopes = 20;
/** The pace of one scope after another that fits into what the background may spend: 500 calls in five minutes. */
const msPerScope = 600;

export type ScopeFacts = {
  /** How many scopes the credential sees. */
  scopes: number;
  /** Whether a page shows the list, and whether one shows a job of this scope. */
  isListWatched: boolean;
  isJobWatched: boolean;
  jobs: number;
  /** Whether a job of it fails, or was saved so recently that nothing is known about it. */
  needsAttention: boolean;
  /** Readings that failed in a row. */
  failures: number;
};

/** How long after a reading a scope is read again, before jitter. */
export function intervalOf(facts: ScopeFacts, pace: Pace): number {
  const usual = usualOf(facts, pace);
  // An API in trouble is asked less and less often.
  return facts.failures === 0 ? usual : Math.min(pace.longestMs, usual * 2 ** Math.min(facts.failures, 8));
}

function usualOf(facts: ScopeFacts, pace: Pace): number {
  if (facts.isJobWatched) return pace.watchedMs;
  if (facts.scopes <= fewScopes) return facts.isListWatched ? pace.watchedMs : pace.idleMs;
  if (facts.needsAttention) return pace.failingMs;
  const shared = Math.min(pace.longestMs, Math.max(pace.idleMs, facts.scopes * msPerScope));
  return facts.jobs === 0 ? Math.max(shared, pace.emptyMs) : shared;
}

/** Spreads what became due together. `random` is from 0 to 1. */
export function withJitter(ms: number, random: number): number {
  return Math.round(ms * (0.9 + 0.2 * random));
}

/** How long after a listing of all zones or accounts the next one comes. */
export function listingIntervalOf(
  { scopes, isListWatched, failures }: Pick<ScopeFacts, "scopes" | "isListWatched" | "failures">,
  pace: Pace,
): number {
  const usual = scopes <= fewScopes && isListWatched ? pace.idleMs : Math.min(pace.longestMs, 5 * 60_000);
  return failures === 0 ? usual : Math.min(pace.longestMs, pace.idleMs * 2 ** Math.min(failures, 8));
}
