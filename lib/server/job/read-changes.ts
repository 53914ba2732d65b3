import "server-only";
import type { RecordedChange } from "#lib/logpush/activity/recorded-change.ts";
import { type JobRef, scopePath } from "#lib/logpush/job/job.ts";
import type { JobChanges } from "#lib/logpush/job/job-page.ts";
import { listChanges } from "../activity/list-changes.ts";
import { mayAct } from "../base/caller.ts";
import type { Context } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { requireRef, requireRow } from "./read-head.ts";

const changesShown = 50;
/** Of its zone or account. They are read and checked in a fraction of a second. */
const entriesRead = 4000;

/** What was done to a job through this Headgate, newest first, for those who may change something. */
export async function readJobChanges(context: Context, ref: JobRef, limit: number): Promise<JobChanges> {
  if (!mayAct(context.caller, "operator")) return { changes: [], hasMore: false, isBroken: false };
  const [entries, cut] = await Promise.all([
    context.audit.readBefore({ scope: scopePath(ref), limit: entriesRead }),
    context.audit.findCut(),
  ]);
  const lines = entries.flatMap(({ line }) => line ?? []).reverse();
  const all: RecordedChange[] = listChanges(lines).filter(({ jobId }) => jobId === ref.jobId);
  return {
    changes: all.slice(-limit).reverse(),
    hasMore: all.length > limit || entries.length === entriesRead,
    isBroken: cut.length > 0 || entries.some(({ isBroken }) => isBroken),
  };
}

export const loadJobChanges = defineResultReader("viewer", "readJobChanges", async (context, key: string) => {
  const ref = requireRef(key);
  await requireRow(context, ref);
  return { ...(await readJobChanges(context, ref, changesShown)), nowMs: context.now() };
});
