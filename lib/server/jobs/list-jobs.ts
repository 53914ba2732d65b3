import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { listScopeJobs, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import type { JobList, JobSummary, ScopeOption } from "#lib/logpush/views.ts";
import { type Context, forOnePage } from "../context/context.ts";
import { readJobNotes } from "../context/job-notes.ts";
import { describeJob, type JobPlace } from "../inventory/describe-job.ts";
import { readScopes } from "../scopes/read-scopes.ts";
import { readPollSchedule } from "./poll-schedule.ts";

/**
 * One call for the zones and one for the accounts. Further pages come with further scopes, which are counted
 * separately.
 */
const callsForScopes = 2;

/** The jobs of every scope that the credential sees. A scope that cannot be read is named; the others are shown. */
export async function listAllJobs(context: Context): Promise<JobList> {
  const asOf = new Date(context.now()).toISOString();
  const [notes, { items, scopes, failures }] = await Promise.all([
    readJobNotes(context),
    readAllScopes(forOnePage(context), (job, place) => ({ job, place })),
  ]);
  const jobs = items.map(({ job, place }) => describeJob(job, { ...place, notes }, context));
  const pollSchedule = readPollSchedule(context, scopes.length + callsForScopes);
  return { jobs: jobs.sort(byScopeAndName), scopes, failures, asOf, pollSchedule };
}

type View<T> = (job: ReadJob, place: JobPlace) => T;

/** Reads every scope. `view` turns each job into what a page or a file may contain. */
export async function readAllScopes<T>(
  context: Pick<Context, "upstream">,
  view: View<T>,
): Promise<Pick<JobList, "scopes" | "failures"> & { items: T[] }> {
  const { scopes, failures } = await readScopes(context);
  const readings = await Promise.all(scopes.map((scope) => readScopeJobs(context, scope, view)));
  return {
    items: readings.flatMap(({ items }) => items),
    scopes,
    failures: [...failures, ...readings.flatMap(({ failure }) => (failure ? [failure] : []))],
  };
}

async function readScopeJobs<T>(
  context: Pick<Context, "upstream">,
  option: ScopeOption,
  view: View<T>,
): Promise<{ items: T[]; failure?: JobList["failures"][number] }> {
  const scope = parseScopePath(option.path);
  if (!scope) return { items: [] };
  try {
    const read = await context.upstream.read((client) => listScopeJobs(client, scope), { notFound: "E_SCOPE_GONE" });
    return { items: read.map((job) => view(job, { scope, scopeName: option.name })) };
  } catch (error) {
    if (error instanceof AppException) return { items: [], failure: { scope: option, error: error.error } };
    throw error;
  }
}

function byScopeAndName(a: JobSummary, b: JobSummary): number {
  return (
    a.scopeName.localeCompare(b.scopeName, "en") || a.name.localeCompare(b.name, "en") || a.ref.jobId - b.ref.jobId
  );
}
