import "server-only";
import { AppException, toAppException } from "#lib/cloudflare/errors.ts";
import type { UpstreamFailure } from "#lib/cloudflare/failure.ts";
import { readPushGroups } from "#lib/cloudflare/push-groups.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { type PushHistory, shownTime, summarizePushes } from "#lib/logpush/pushes/summarize-pushes.ts";
import type { Context } from "../context/context.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";

/** The caller may read the job, so it is the analytics that are not allowed. */
function describeRefusal(failure: UpstreamFailure): AppException {
  const { error } = toAppException(failure, { destinations: [] });
  const { cfRay, upstream } = error;
  const details = { ...(cfRay ? { cfRay } : {}), ...(upstream ? { upstream } : {}) };
  return new AppException(error.code === "E_PERMISSION" ? describedError("E_ANALYTICS", details) : error);
}

/** How a job's deliveries of the last 24 hours ended, as Cloudflare's analytics count them. */
export async function readPushes({ upstream, now }: Context, ref: JobRef): Promise<PushHistory> {
  const nowMs = now();
  // Sent once, because it is a POST, although it changes nothing.
  const sent = await upstream.write((client) => readPushGroups(client, ref, shownTime(nowMs)));
  if (!sent.ok) throw describeRefusal(sent.failure);
  return summarizePushes(sent.value, nowMs);
}

export const readPushesCase = defineUseCase({ name: "readPushes", role: "viewer", input: jobRefSchema }, readPushes);
