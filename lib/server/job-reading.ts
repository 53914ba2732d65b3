import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import type { JobList } from "#lib/logpush/job/job-list.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { CallState } from "./calls/call-state.ts";
import type { Context } from "./context.ts";
import { listAllJobs } from "./list-jobs.ts";

/** The jobs of one credential, for the many who ask. */
export type JobReader = {
  /**
   * The list as it was read at most `maxAgeMs` ago, or read now; callers at once share one reading, and none is older
   * than the last write. Throws `AppException`, also that of a try within this time.
   */
  read(context: Context, maxAgeMs: number, readJobs: ReadJobs): Promise<JobList>;
  /** The last list that could be read, however old. */
  last(): JobList | undefined;
};

type ReadJobs = (context: Context) => Promise<JobList>;

type Try = { at: number; writes: number; outcome: Promise<JobList> };

export function createJobReader(): JobReader {
  let newest: Try | undefined;
  let isUnderWay = false;
  let last: JobList | undefined;

  function begin(context: Context, readJobs: ReadJobs): Promise<JobList> {
    const outcome = readJobs(context);
    const begun: Try = { at: context.now(), writes: context.upstream.writes(), outcome };
    newest = begun;
    isUnderWay = true;
    const end = () => {
      if (newest === begun) isUnderWay = false;
    };
    outcome.then(
      (list) => {
        if (!isEmptyByFailure(list)) last = list;
        end();
      },
      (error) => {
        // A credential that is refused shall not see again, in an outage, what it saw before.
        if (error instanceof AppException && /^E_(?:CREDENTIAL|PERMISSION)/.test(error.error.code)) last = undefined;
        end();
      },
    );
    return outcome;
  }

  return {
    // What reads is the caller's own: errors are known by the classes of its bundle.
    read(context, maxAgeMs, readJobs) {
      const isCurrent = newest !== undefined && newest.writes === context.upstream.writes();
      const isYoung = newest !== undefined && context.now() - newest.at < maxAgeMs;
      return newest && isCurrent && (isUnderWay || isYoung) ? newest.outcome : begin(context, readJobs);
    },
    last: () => last,
  };
}

/** The list as the page shows it: of an API that fails, the last one, with the failure. */
export async function readJobsOrLast(context: Context): Promise<JobList> {
  const reader = readerOf(context);
  const orLast = (error: AppError): JobList | undefined => {
    const last = reader.last();
    // A credential that is refused shall not go on seeing what it saw.
    return last && /^E_(?:UPSTREAM_(?!REFUSED)|RATE_)/.test(error.code) ? { ...last, outdated: error } : undefined;
  };
  try {
    const list = await reader.read(context, context.upstream.shownAgeMs(), listAllJobs);
    const [failure] = isEmptyByFailure(list) ? list.failures : [];
    return (failure && orLast(failure.error)) ?? list;
  } catch (error) {
    const last = error instanceof AppException ? orLast(error.error) : undefined;
    if (last) return last;
    throw error;
  }
}

/** Zones and accounts were listed, and the jobs of none could be read. */
function isEmptyByFailure({ jobs, failures }: JobList): boolean {
  return jobs.length === 0 && failures.length > 0;
}

/** The list for callers that come by themselves and often, at most so old, or older while calls are scarce. */
export function readJobsShared(context: Context, maxAgeMs: number): Promise<JobList> {
  return readerOf(context).read(context, Math.max(maxAgeMs, context.upstream.shownAgeMs()), listAllJobs);
}

/** However many pages watch, the jobs are read once in this time. */
const watchAgeMs = 5000;

/** The list for pages that refresh themselves. */
export function watchAllJobs(context: Context): Promise<JobList> {
  return readJobsShared(context, watchAgeMs);
}

/** The last list that could be read, however old. */
export function lastJobs(context: Context): JobList | undefined {
  return readerOf(context).last();
}

const key = Symbol.for("headgate.jobReaders");

/** One for each credential. Next bundles routes apart, the global object they share. */
function readerOf({ upstream }: Context): JobReader {
  const registry: { [key]?: WeakMap<CallState, JobReader> } & object = globalThis;
  registry[key] ??= new WeakMap();
  const reader = registry[key].get(upstream.state) ?? createJobReader();
  registry[key].set(upstream.state, reader);
  return reader;
}
