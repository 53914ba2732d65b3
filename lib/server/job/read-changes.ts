import "server-only";
import { parseActivityQuery } from "#lib/logpush/activity/activity-query.ts";
import { type JobRef, scopePath } from "#lib/logpush/job/job.ts";
import type { JobChanges } from "#lib/logpush/job/job-page.ts";
import { describeActivity } from "../activity/read-activity.ts";
import { mayAct } from "../base/caller.ts";
import type { Context } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { requireRef, requireRow } from "./read-head.ts";

/** What was done to a job, here and outside, newest first, for those who may change something. */
export async function readJobChanges(context: Context, ref: JobRef): Promise<JobChanges> {
  if (!mayAct(context.caller, "operator")) return { rows: [], hasMore: false, isBroken: false };
  const job = `${scopePath(ref)}/jobs/${ref.jobId}`;
  const query = parseActivityQuery(new URLSearchParams({ job }));
  const { rows, next, broken } = await describeActivity(context, { query });
  return { rows, hasMore: next !== null, isBroken: broken > 0 };
}

export const loadJobChanges = defineResultReader("viewer", "readJobChanges", async (context, key: string) => {
  const ref = requireRef(key);
  await requireRow(context, ref);
  return readJobChanges(context, ref);
});
