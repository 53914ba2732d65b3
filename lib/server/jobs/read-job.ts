import "server-only";
import { getJob } from "#lib/cloudflare/jobs.ts";
import { describeJobDetail } from "#lib/logpush/job/describe-job.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import type { JobDetail } from "#lib/logpush/views.ts";
import { type Context, forOnePage } from "../context/context.ts";
import { readJobNotes } from "../context/job-notes.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { readFormerConfs } from "../inventory/former-confs.ts";
import { recordSeen } from "../inventory/record.ts";
import { readScopeName } from "../scopes/read-scopes.ts";
import { describeWatch } from "./watch-job.ts";

/** Reads one job from Cloudflare: the one that is opened, so that an edit starts from what is there. */
export async function readJobDetail(given: Context, ref: JobRef): Promise<JobDetail> {
  const context = forOnePage(given);
  const at = context.now();
  const [job, scopeName, notes] = await Promise.all([
    context.upstream.read((client) => getJob(client, ref)),
    readScopeName(context, ref),
    readJobNotes(context, [jobKey(ref)]),
  ]);
  await recordSeen(context, ref, job, at);
  const former = await readFormerConfs(context, ref, [job]);
  const watch = describeWatch(job, { scope: ref, scopeName, notes, former }, context);
  return describeJobDetail(job, watch, context.digests.versionsOf(job.raw));
}

export const readJobCase = defineUseCase({ name: "readJob", role: "viewer", input: jobRefSchema }, readJobDetail);
