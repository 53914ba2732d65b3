import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobList } from "#lib/logpush/views.ts";
import { perProcess } from "../base/per-process.ts";
import type { CallState } from "../calls/call-state.ts";
import type { Context } from "../context/context.ts";
import { noInputSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { listAllJobs } from "./list-jobs.ts";
import { recheck } from "./recheck.ts";

/** The jobs of one credential, shared by many readers. */
export type JobReader = {
  /**
   * The list, read at most `maxAgeMs` ago or now. Parallel callers share one read, and no read is older than the last
   * write. Throws `AppException`, also the one of an attempt within this time.
   */
  read(context: Context, maxAgeMs: number, readJobs: ReadJobs): Promise<JobList>;
  /** The last list that was read successfully, however old. */
  last(): JobList | undefined;
  /** Drops what was read, because the credential no longer sees it. */
  forget(): void;
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
        // A refused credential must not see the earlier list again during an outage.
        if (error instanceof AppException && /^E_(?:CREDENTIAL|PERMISSION)/.test(error.error.code)) last = undefined;
        end();
      },
    );
    return outcome;
  }

  return {
    // Reads with the caller's own code, because errors are recognized by the classes of its bundle.
    read(context, maxAgeMs, readJobs) {
      const isCurrent = newest !== undefined && newest.writes === context.upstream.writes();
      const isYoung = newest !== undefined && context.now() - newest.at < maxAgeMs;
      return newest && isCurrent && (isUnderWay || isYoung) ? newest.outcome : begin(context, readJobs);
    },
    last: () => last,
    forget: () => {
      newest = undefined;
      last = undefined;
    },
  };
}

/**
 * The kept list, if the credential still sees it. An old list is checked first, so that a revoked or narrowed
 * credential loses it within half a minute. Otherwise the list is read again, or the refusal is thrown as
 * `AppException`.
 */
async function stillSeen(context: Context, list: JobList): Promise<JobList> {
  if (await recheck(context, list)) return list;
  const reader = readerOf(context);
  reader.forget();
  return reader.read(context, 0, listAllJobs);
}

/** The list as the page shows it. If the API fails, the last list, with the failure. */
export async function readJobsOrLast(context: Context): Promise<JobList> {
  const reader = readerOf(context);
  const orLast = async (error: AppError): Promise<JobList | undefined> => {
    const last = reader.last();
    // A refused credential must not keep seeing the earlier list.
    const isTrouble = last && /^E_(?:UPSTREAM_(?!REFUSED)|RATE_)/.test(error.code);
    if (!isTrouble) return undefined;
    const outdated = { ...last, outdated: error };
    // An API that does not answer cannot be asked. One that only limits calls can.
    return error.code.startsWith("E_RATE_") ? stillSeen(context, outdated) : outdated;
  };
  const list = await reader.read(context, context.upstream.shownAgeMs(), listAllJobs).catch(async (error: unknown) => {
    const last = error instanceof AppException ? await orLast(error.error) : undefined;
    if (last) return last;
    throw error;
  });
  if (list.outdated) return list;
  const [failure] = isEmptyByFailure(list) ? list.failures : [];
  return (failure && (await orLast(failure.error))) ?? stillSeen(context, list);
}

/** Zones and accounts were listed, but the jobs of none could be read. */
function isEmptyByFailure({ jobs, failures }: JobList): boolean {
  return jobs.length === 0 && failures.length > 0;
}

/** The list for callers that poll, at most this old, or older while calls are scarce. */
export async function readJobsShared(context: Context, maxAgeMs: number): Promise<JobList> {
  const ageMs = Math.max(maxAgeMs, context.upstream.shownAgeMs());
  return stillSeen(context, await readerOf(context).read(context, ageMs, listAllJobs));
}

/** The jobs are read at most once in this time, however many pages poll. */
const watchAgeMs = 5000;

/** The list for pages that refresh automatically. */
export function watchAllJobs(context: Context): Promise<JobList> {
  return readJobsShared(context, watchAgeMs);
}

export const watchJobsCase = defineUseCase(
  { name: "watchJobs", role: "viewer", input: noInputSchema, isBackground: true },
  watchAllJobs,
);

/** The last list that was read successfully, however old. */
export function lastJobs(context: Context): JobList | undefined {
  return readerOf(context).last();
}

/** One reader per credential. */
const readers = perProcess("jobReaders", () => new WeakMap<CallState, JobReader>());

function readerOf({ upstream }: Context): JobReader {
  const reader = readers.get(upstream.state) ?? createJobReader();
  readers.set(upstream.state, reader);
  return reader;
}
