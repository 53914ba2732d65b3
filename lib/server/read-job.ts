import "server-only";
import { getJob } from "#lib/cloudflare/jobs.ts";
import type { JobDetail } from "#lib/logpush/job/from-wire.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { Context } from "./context.ts";
import { describeJobDetail } from "./describe-job.ts";
import { readScopeName } from "./scopes.ts";

/** One job, fresh from Cloudflare. */
export async function readJobDetail(context: Context, ref: JobRef): Promise<JobDetail> {
  const [job, scopeName] = await Promise.all([
    context.upstream.read((client) => getJob(client, ref)),
    readScopeName(context, ref),
  ]);
  return describeJobDetail(job, { scope: ref, scopeName }, context);
}
