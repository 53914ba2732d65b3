import "server-only";
import * as z from "zod/mini";
import { getJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { jobKey, scopePath } from "#lib/logpush/job/job.ts";
import type { JobSummary } from "#lib/logpush/views.ts";
import { audited } from "../activity/audited.ts";
import type { Context } from "../context/context.ts";
import { withJobLock } from "../context/job-lock.ts";
import { noteSave, readJobNotes } from "../context/job-notes.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { describeReadJob } from "../inventory/describe-read-job.ts";
import { readFormerConfs } from "../inventory/former-confs.ts";
import { recordSaved, recordSeen } from "../inventory/record.ts";
import { readScopeName } from "../scopes/read-scopes.ts";
import { putOnce } from "./put-once.ts";

const inputSchema = z.object({ ref: jobRefSchema, enabled: z.boolean() });

type Input = z.output<typeof inputSchema>;

/**
 * Enables or disables a job with the smallest PUT. Cloudflare tests the destination with every PUT, so this can be
 * refused while the endpoint is down, even when it disables the job. The answer is the job as Cloudflare has it.
 */
export async function setJobEnabled(context: Context, { ref, enabled }: Input): Promise<JobSummary> {
  // Before the change: if the database failed at this afterwards, the answer would be that nothing was changed.
  const scopeName = await readScopeName(context, ref);
  const { job, since } = await switchJob(context, { ref, enabled });
  await noteSave(context, ref, { isSwitchedOn: enabled });
  await recordSaved(context, ref, job, { since });
  const notes = await readJobNotes(context, [jobKey(ref)]);
  const former = await readFormerConfs(context, ref, [job]);
  return describeReadJob(job, { scope: ref, scopeName, notes, former }, context);
}

export const setJobEnabledCase = defineUseCase(
  { name: "setJobEnabled", role: "operator", input: inputSchema, isWrite: true },
  setJobEnabled,
);

async function switchJob(context: Context, { ref, enabled }: Input): Promise<{ job: ReadJob; since: number }> {
  const change = {
    action: "switch",
    scope: scopePath(ref),
    jobId: ref.jobId,
    after: context.digests.versionsOf({ enabled }),
  } as const;
  return withJobLock(context, ref, async () => {
    // Read first, so that a job that this caller does not see adds nothing to the audit log.
    const at = context.now();
    const stored = await context.upstream.read((client) => getJob(client, ref));
    // What others changed until now is theirs.
    await recordSeen(context, ref, stored, at);
    const since = context.now();
    const job = await audited(context, change, () =>
      putOnce(context, {
        ...{ ref, stored, body: { enabled }, action: "enabling or disabling the job" },
        isApplied: (now) => (now.job.enabled ?? false) === enabled,
      }),
    );
    return { job, since };
  });
}
