import "server-only";
import { AppException, toAppException } from "#lib/cloudflare/errors.ts";
import { isOutcomeUnknown, type UpstreamFailure } from "#lib/cloudflare/failure.ts";
import { getJob, removeJob } from "#lib/cloudflare/jobs.ts";
import { describedError } from "#lib/logpush/errors.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { Context } from "./context.ts";
import { forgetJob } from "./job-notes.ts";
import { afterLostAnswer, lookTwice } from "./reconcile.ts";

/** Deletes a job whose name the person typed; the name is compared with the job as it is now. */
export async function deleteJob(context: Context, input: DeleteInput): Promise<null> {
  await removeIfNamed(context, input);
  await forgetJob(context, input.ref);
  return null;
}

type DeleteInput = { ref: JobRef; confirmName: string };

async function removeIfNamed(context: Context, { ref, confirmName }: DeleteInput): Promise<void> {
  const { upstream } = context;
  const { job } = await upstream.read((client) => getJob(client, ref));
  const name = job.name || `job ${job.id}`;
  if (confirmName !== name)
    throw new AppException(describedError("E_CONFIRM_NAME", { at: "confirmName", params: { name } }));

  const sent = await upstream.write((client) => removeJob(client, ref));
  if (sent.ok) return;
  const { failure } = sent;
  // Somebody else was quicker: it is gone, as wished.
  if (failure.kind === "answer" && failure.status === 404) return;
  if (!isOutcomeUnknown(failure)) throw toAppException(failure, { destinations: [job.destination_conf ?? ""] });
  const gone = await lookForAbsence(context, ref, failure);
  if (!gone) throw new AppException(afterLostAnswer("E_NOT_APPLIED", failure));
}

async function lookForAbsence(context: Context, ref: JobRef, failure: UpstreamFailure): Promise<true | undefined> {
  return lookTwice(context, {
    failure,
    action: "the deletion",
    look: async () => {
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
