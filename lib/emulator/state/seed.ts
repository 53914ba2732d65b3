import { type State, type StoredJob, toRfc3339 } from "./model.ts";
import { SEED_JOBS } from "./seed.data.ts";

const FIRST_FREE_JOB_ID = 1101;

/** The state of a first start: a job in every health state, timed from now. */
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
  return { version: 1, nextJobId: FIRST_FREE_JOB_ID, jobs, instantJobs: [] };
}
