import { statusOfText } from "../push/upload.ts";
import { type Pushes, type PushTally, type State, type StoredJob, toRfc3339 } from "./model.ts";
import { hourOf, KEPT_HOURS } from "./pushes.ts";
import { SEED_JOBS, type SeedJob } from "./seed.data.ts";

const FIRST_FREE_JOB_ID = 1101;

/** A state without jobs; the first one that is created gets `nextJobId`. */
export function emptyState(nextJobId: number): State {
  return { version: 1, nextJobId, jobs: [], instantJobs: [] };
}

/** The state of a first start: a job in every health state, with times relative to now. */
export function seedState(nowMs: number): State {
  const ago = (seconds: number | undefined) => (seconds === undefined ? null : toRfc3339(nowMs - seconds * 1000));
  const jobs = SEED_JOBS.map(
    (seed): StoredJob => ({
      id: seed.id,
      scope: seed.scope,
      dataset: seed.dataset,
      settings: seed.settings,
      lastComplete: ago(seed.completeAge),
      lastError: ago(seed.errorAge),
      errorMessage: seed.errorMessage ?? null,
      failingSince: seed.failingAge === undefined ? null : nowMs - seed.failingAge * 1000,
    }),
  );
  return { version: 1, nextJobId: FIRST_FREE_JOB_ID, jobs, instantJobs: [], pushes: seedPushes(nowMs) };
}

const HOUR_SECONDS = 3600;
/** Deliveries of an hour: many while the job is healthy, few when backoff grows. */
const PER_HOUR = { delivered: 120, failed: 60 };

const TRIES_PER_BATCH = 5;

/** The hourly deliveries that follow from the ages of a seed job: successes up to the last one, failures since then. */
function seedPushes(nowMs: number): Pushes {
  const seeded = SEED_JOBS.map((seed) => [seed.id, seedHours(seed, nowMs)]);
  return Object.fromEntries(seeded);
}

function seedHours({ completeAge, errorAge, failingAge, errorMessage, settings }: SeedJob, nowMs: number) {
  const failed = statusOfText(errorMessage ?? "");
  const hours: Pushes[string] = {};
  for (let age = KEPT_HOURS - 1; age >= 0; age -= 1) {
    const [oldest, newest] = [(age + 1) * HOUR_SECONDS, age * HOUR_SECONDS];
    const deliveredShare = completeAge === undefined ? 0 : share(oldest - Math.max(newest, completeAge));
    const failedShare =
      errorAge === undefined ? 0 : share(Math.min(oldest, failingAge ?? 0) - Math.max(newest, errorAge));
    const failures = settings.enabled ? Math.ceil(failedShare * PER_HOUR.failed) : 0;
    const lost = Math.floor(failures / TRIES_PER_BATCH);
    const tallies = [
      tallyOf(200, 1, Math.ceil(deliveredShare * PER_HOUR.delivered)),
      tallyOf(failed, 0, failures - lost),
      tallyOf(failed, 1, lost),
    ].filter(({ count }) => count > 0);
    if (tallies.length > 0) hours[hourOf(nowMs - newest * 1000)] = tallies;
  }
  return hours;
}

/** Deliveries of about twenty records each. */
function tallyOf(status: number, final: 0 | 1, count: number): PushTally {
  return { status, final, count, records: count * 20, bytes: count * 9000, bytesCompressed: count * 1800 };
}

function share(seconds: number): number {
  return Math.max(0, seconds) / HOUR_SECONDS;
}
