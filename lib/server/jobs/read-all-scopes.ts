import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { listScopeJobs, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import type { JobList, ScopeOption } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import type { JobPlace } from "../inventory/describe-read-job.ts";
import { listScopesLive } from "../scopes/read-scopes.ts";

type View<T> = (job: ReadJob, place: JobPlace) => T;

/** Reads every scope. `view` turns each job into what a page or a file may contain. */
export async function readAllScopes<T>(
  context: Pick<Context, "upstream">,
  view: View<T>,
): Promise<Pick<JobList, "scopes" | "failures"> & { items: T[] }> {
  const { scopes, failures } = await listScopesLive(context);
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
