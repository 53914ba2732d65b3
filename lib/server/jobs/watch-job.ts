import "server-only";
import * as z from "zod/mini";
import { getJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { staleAfterMinutesOf } from "#lib/logpush/datasets/stale-after.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import type { JobSummary, JobWatch } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import { changeJobNote, type NotesByKey, readJobNotes } from "../context/job-notes.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { describeReadJob, type JobPlace } from "../inventory/describe-read-job.ts";
import { type FormerConfs, readFormerConfs } from "../inventory/former-confs.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { findStoredJob } from "../inventory/stored-jobs.ts";
import { readScopeName } from "../scopes/read-scopes.ts";
import { requireEdit } from "../scopes/try-change.ts";
import { readPollSchedule } from "./poll-schedule.ts";

/** The calls of one read: the job and the name of its scope. */
const callsPerRead = 2;

/** The health of one job, without the rest of it: from the store, which is read more often while a page is open. */
export async function watchJob(context: Context, ref: JobRef): Promise<JobWatch> {
  if (context.isReadInBackground) {
    await prepareReading(context, `${ref.scopeKind}/${ref.scopeId}`);
    const stored = await findStoredJob(context, ref);
    if (stored)
      return watchOf(
        stored.summary,
        { notes: await readJobNotes(context, [jobKey(ref)]), asOf: stored.readAt },
        context,
      );
  }
  const [job, scopeName, notes] = await Promise.all([
    context.upstream.read((client) => getJob(client, ref)),
    readScopeName(context, ref),
    readJobNotes(context, [jobKey(ref)]),
  ]);
  const former = await readFormerConfs(context, ref, [job]);
  return describeWatch(job, { scope: ref, scopeName, notes, former }, context);
}

export const watchJobCase = defineUseCase(
  { name: "watchJob", role: "viewer", input: jobRefSchema, isBackground: true },
  watchJob,
);

export function describeWatch(
  read: ReadJob,
  place: JobPlace & NotesByKey & { former: FormerConfs },
  context: Context,
): JobWatch {
  return watchOf(describeReadJob(read, place, context), { ...place, asOf: context.now() }, context);
}

function watchOf(summary: JobSummary, place: NotesByKey & { asOf: number }, context: Context): JobWatch {
  return {
    summary,
    asOf: new Date(place.asOf).toISOString(),
    staleAfterMinutes: {
      own: place.notes.get(jobKey(summary.ref))?.staleAfterMinutes ?? null,
      ofDataset: staleAfterMinutesOf(summary.dataset),
    },
    pollSchedule: readPollSchedule(context, callsPerRead),
  };
}

/** Up to 30 days; null restores the dataset's default. */
const setStaleAfterSchema = z.object({
  ref: jobRefSchema,
  minutes: z.nullable(z.int().check(z.gte(1), z.lte(43_200))),
});

/**
 * Sets how long a job may go without a delivery before it counts as quiet; null restores the dataset's default. The job
 * is read first, and a person's own token must be able to edit it, because everybody on this server shares the notes.
 */
export async function setStaleAfter(
  context: Context,
  { ref, minutes }: z.output<typeof setStaleAfterSchema>,
): Promise<JobWatch> {
  await context.upstream.read((client) => getJob(client, ref));
  if (context.caller.credential) await requireEdit(context, ref);
  await changeJobNote(context, ref, { staleAfterMinutes: minutes ?? undefined });
  return watchJob(context, ref);
}

// No job changes, so this is not a write for the wrapper; re-rendering the page would disturb its form.
export const setStaleAfterCase = defineUseCase(
  { name: "setStaleAfter", role: "operator", input: setStaleAfterSchema },
  setStaleAfter,
);
