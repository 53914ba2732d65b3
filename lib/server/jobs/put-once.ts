import "server-only";
import { type AppException, toAppException } from "#lib/cloudflare/errors.ts";
import { isOutcomeUnknown } from "#lib/cloudflare/failure.ts";
import { getJob, putJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import type { JobRef, JsonObject } from "#lib/logpush/job/job.ts";
import type { Context } from "../context/context.ts";
import { holdsSent, reconcileOrThrow } from "./reconcile.ts";

type Put = {
  ref: JobRef;
  body: JsonObject;
  /** The job as it was read before. */
  stored: ReadJob;
  /** What was sent, for people: "the change". */
  action: string;
  /** Whether a job that was read after a lost answer shows that the PUT was applied. */
  isApplied?: (now: ReadJob) => boolean;
  /** Adds details to a refusal, for example the form field that it belongs to. */
  placeError?: (refusal: AppException) => AppException;
};

/** Sends a PUT exactly once. If the answer is lost, reads the job to find out whether the PUT was applied. */
export async function putOnce(
  context: Context,
  {
    ref,
    body,
    stored,
    action,
    isApplied = (now) => holdsSent(now, body, stored),
    placeError = (refusal) => refusal,
  }: Put,
): Promise<ReadJob> {
  const { upstream } = context;
  const sent = await upstream.write((client) => putJob(client, ref, body));
  if (sent.ok) return sent.value;
  const { failure } = sent;
  if (!isOutcomeUnknown(failure)) {
    const destinations = [stored.job.destination_conf, body.destination_conf].filter(
      (conf) => typeof conf === "string",
    );
    throw placeError(toAppException(failure, { destinations }));
  }
  return reconcileOrThrow(context, {
    failure,
    action,
    find: async () => {
      const now = await upstream.read((client) => getJob(client, ref));
      return isApplied(now) ? now : undefined;
    },
  });
}
