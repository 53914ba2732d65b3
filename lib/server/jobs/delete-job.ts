import "server-only";
import * as z from "zod/mini";
import { AppException, fail, toAppException } from "#lib/cloudflare/errors.ts";
import { isOutcomeUnknown } from "#lib/cloudflare/failure.ts";
import { getJob, removeJob } from "#lib/cloudflare/jobs.ts";
import { type JobRef, scopePath } from "#lib/logpush/job/job.ts";
import { audited } from "../activity/audited.ts";
import type { Context } from "../context/context.ts";
import { withJobLock } from "../context/job-lock.ts";
import { forgetJob } from "../context/job-notes.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { recordDeleted, recordSeen } from "../inventory/record.ts";
import { reconcileOrThrow } from "./reconcile.ts";

const inputSchema = z.object({ ref: jobRefSchema, confirmName: z.string() });

type DeleteInput = z.output<typeof inputSchema>;

/** Deletes a job. The person typed its name, which is compared with the job as it is now. */
export async function deleteJob(context: Context, input: DeleteInput): Promise<null> {
  await withJobLock(context, input.ref, () => removeIfNamed(context, input));
  await recordDeleted(context, input.ref);
  await forgetJob(context, input.ref);
  return null;
}

export const deleteJobCase = defineUseCase(
  { name: "deleteJob", role: "admin", input: inputSchema, isWrite: true },
  deleteJob,
);

async function removeIfNamed(context: Context, { ref, confirmName }: DeleteInput): Promise<void> {
  const at = context.now();
  const read = await context.upstream.read((client) => getJob(client, ref));
  const { job, raw } = read;
  const name = job.name || `job ${job.id}`;
  if (confirmName !== name) fail("E_CONFIRM_NAME", { at: "confirmName", params: { name } });
  // The last version is the job as it is now, so that it can be created again like that.
  await recordSeen(context, ref, read, at);
  const before = context.digests.versionsOf(raw);
  const change = { action: "delete", scope: scopePath(ref), jobId: ref.jobId, before } as const;
  await audited(context, change, () => sendRemoval(context, ref, job.destination_conf ?? ""));
}

/** Sends the DELETE once. If the answer is lost, reads the job to find out whether it is gone. */
export async function sendRemoval(context: Context, ref: JobRef, conf: string): Promise<void> {
  const sent = await context.upstream.write((client) => removeJob(client, ref));
  if (sent.ok) return;
  const { failure } = sent;
  // Somebody else deleted it first, so the goal is reached.
  if (failure.kind === "answer" && failure.status === 404) return;
  if (!isOutcomeUnknown(failure)) throw toAppException(failure, { destinations: [conf] });
  await reconcileOrThrow(context, {
    failure,
    action: "deleting the job",
    find: async () => {
      try {
        await context.upstream.read((client) => getJob(client, ref));
        return undefined;
      } catch (error) {
        if (error instanceof AppException && error.error.code === "E_NOT_FOUND") return true;
        throw error;
      }
    },
  });
}
