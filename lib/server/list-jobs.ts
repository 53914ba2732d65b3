import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { listScopeJobs } from "#lib/cloudflare/jobs.ts";
import type { JobSummary, ScopeOption } from "#lib/logpush/job/from-wire.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import type { JobList } from "#lib/logpush/job/job-list.ts";
import type { Context } from "./context.ts";
import { describeJob } from "./describe-job.ts";
import { readScopes } from "./scopes.ts";

/** The jobs of every scope that the credential sees. A scope that cannot be read is named; the others are shown. */
export async function listAllJobs(context: Context): Promise<JobList> {
  const asOf = new Date(context.now()).toISOString();
  const { scopes, failures } = await readScopes(context);
  const readings = await Promise.all(scopes.map((scope) => readScopeJobs(context, scope)));
  return {
    jobs: readings.flatMap(({ jobs }) => jobs).sort(byScopeAndName),
    scopes,
    failures: [...failures, ...readings.flatMap(({ failure }) => (failure ? [failure] : []))],
    asOf,
  };
}

type ScopeJobs = { jobs: JobSummary[]; failure?: JobList["failures"][number] };

async function readScopeJobs(context: Context, option: ScopeOption): Promise<ScopeJobs> {
  const scope = parseScopePath(option.path);
  if (!scope) return { jobs: [] };
  try {
    const read = await context.upstream.read((client) => listScopeJobs(client, scope), { notFound: "E_SCOPE_GONE" });
    return { jobs: read.map((job) => describeJob(job, { scope, scopeName: option.name }, context)) };
  } catch (error) {
    if (error instanceof AppException) return { jobs: [], failure: { scope: option, error: error.error } };
    throw error;
  }
}

function byScopeAndName(a: JobSummary, b: JobSummary): number {
  return (
    a.scopeName.localeCompare(b.scopeName, "en") || a.name.localeCompare(b.name, "en") || a.ref.jobId - b.ref.jobId
  );
}
