import "server-only";
import { AppException, toAppException } from "#lib/cloudflare/errors.ts";
import type { UpstreamFailure } from "#lib/cloudflare/failure.ts";
import { readPushGroups } from "#lib/cloudflare/push-groups.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { PushChart } from "#lib/logpush/pushes/chart-view.ts";
import { chartWindow } from "#lib/logpush/pushes/chart-window.ts";
import { chartOfGroups } from "#lib/logpush/pushes/push-chart.ts";
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

/**
 * How a job's deliveries of the last hour ended, as Cloudflare's analytics count them now. Longer spans are in the store
 * by hour.
 */
export async function readPushes({ upstream, now }: Context, ref: JobRef): Promise<PushChart> {
  const nowMs = now();
  const span = { from: toRfc3339(chartWindow("1h", { nowMs, hoursFrom: nowMs }).from), to: toRfc3339(nowMs + 1000) };
  // Sent once, because it is a POST, although it changes nothing.
  const sent = await upstream.write((client) => readPushGroups(client, ref, { ...span, time: "datetimeFiveMinutes" }));
  if (!sent.ok) throw describeRefusal(sent.failure);
  return chartOfGroups(sent.value, nowMs);
}

export const readPushesCase = defineUseCase({ name: "readPushes", role: "viewer", input: jobRefSchema }, readPushes);

/** Without fractions of a second, as the analytics document it. */
function toRfc3339(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}
