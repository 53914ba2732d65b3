import "server-only";
import { toAppException } from "#lib/cloudflare/errors.ts";
import { readPushGroups } from "#lib/cloudflare/push-groups.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { type PushHistory, shownTime, summarisePushes } from "#lib/logpush/pushes/summarise-pushes.ts";
import type { Context } from "./context.ts";

/** How a job's pushes of the last 24 hours ended, as Cloudflare's analytics count them. */
export async function readPushes({ upstream, now }: Context, ref: JobRef): Promise<PushHistory> {
  const nowMs = now();
  // A POST by its method alone: it changes nothing.
  const sent = await upstream.write((client) => readPushGroups(client, ref, shownTime(nowMs)));
  if (!sent.ok) throw toAppException(sent.failure, { destinations: [] });
  return summarisePushes(sent.value, nowMs);
}
