import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import type { JobList } from "#lib/logpush/job/job-list.ts";
import { serverCaller } from "./caller.ts";
import { type Context, getContext } from "./context.ts";
import { listAllJobs } from "./list-jobs.ts";

/** The last list that could be read, and whether the last try to read one did. */
export type JobReading = { list: JobList | undefined; isUp: boolean };

const keptMs = 15_000;

/** Reads the jobs for callers that come often: at most once in 15 seconds, and together for those that come at once. */
export function createJobReader(read: () => Promise<JobList>, now: () => number): () => Promise<JobReading> {
  let last: JobReading = { list: undefined, isUp: false };
  let triedAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<JobReading> | undefined;

  async function readAnew(): Promise<JobReading> {
    triedAt = now();
    try {
      last = { list: await read(), isUp: true };
    } catch (error) {
      if (!(error instanceof AppException)) throw error;
      last = { ...last, isUp: false };
    } finally {
      underWay = undefined;
    }
    return last;
  }

  return async () => {
    if (underWay) return underWay;
    if (now() - triedAt < keptMs) return last;
    underWay = readAnew();
    return underWay;
  };
}

const key = Symbol.for("headgate.jobReader");

/** The process's reader: Next bundles routes apart, the global object they share. */
export function readJobsShared(): Promise<JobReading> {
  const registry: { [key]?: () => Promise<JobReading> } & object = globalThis;
  const context: Context = getContext(serverCaller);
  registry[key] ??= createJobReader(() => listAllJobs(context), context.now);
  return registry[key]();
}
