import "server-only";
import { join } from "node:path";
import * as z from "zod/mini";
import { AppException } from "#lib/cloudflare/errors.ts";
import type { JobNote } from "#lib/logpush/job/health.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { type JsonStore, openJsonStore } from "../base/json-store.ts";
import { log } from "../base/log.ts";

const time = z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text))));

/** Keys of a later version survive a change. */
const notesSchema = z.looseObject({
  version: z.literal(1),
  jobs: z.record(
    z.string(),
    z.looseObject({
      savedAt: z.optional(time),
      switchedOnAt: z.optional(time),
      staleAfterMinutes: z.optional(z.int().check(z.gte(1))),
    }),
  ),
});

type Notes = z.output<typeof notesSchema>;
export type JobNotesStore = JsonStore<Notes>;

/** What only Headgate knows about the jobs, in one file of the data folder. Losing it loses no job and no setting. */
export function openJobNotes(dataDir: string): JobNotesStore {
  return openJsonStore({ file: join(dataDir, "job-notes.json"), schema: notesSchema, empty: { version: 1, jobs: {} } });
}

/** The notes as the readers pass them on. */
export type NotesByKey = { notes: ReadonlyMap<string, JobNote> };

type WithNotes = { notes: JobNotesStore };

/** The notes by `zones/{id}/{jobId}` or `accounts/{id}/{jobId}`. Never rejects: unreadable notes count as none. */
export async function readJobNotes({ notes }: WithNotes): Promise<ReadonlyMap<string, JobNote>> {
  return new Map(Object.entries((await notes.read()).jobs));
}

/** Far more jobs than any installation has. Beyond it the oldest notes are dropped, so that the file stays bounded. */
export const maxNotes = 20_000;

/**
 * Changes some attributes of a job's note; `undefined` removes one. The caller has read the job. Rejects if the note
 * cannot be stored.
 */
export async function changeJobNote({ notes }: WithNotes, ref: JobRef, change: JobNote): Promise<void> {
  const key = jobKey(ref);
  await notes.update((before) => {
    const { [key]: own, ...others } = before.jobs;
    const kept = Object.entries(others).slice(-(maxNotes - 1));
    return { ...before, jobs: { ...Object.fromEntries(kept), [key]: { ...own, ...change } } };
  });
}

/**
 * Stores that Cloudflare has just confirmed a save. It never fails, because the job is saved anyway; the log says what
 * could not be stored.
 */
export async function noteSave(
  context: WithNotes & { now: () => number },
  ref: JobRef,
  { isSwitchedOn }: { isSwitchedOn: boolean },
): Promise<void> {
  const savedAt = new Date(context.now()).toISOString();
  await orLog(changeJobNote(context, ref, { savedAt, ...(isSwitchedOn ? { switchedOnAt: savedAt } : {}) }));
}

/** Drops the note of a deleted job. It never fails either. */
export async function forgetJob({ notes }: WithNotes, ref: JobRef): Promise<void> {
  const key = jobKey(ref);
  const dropped = notes.update((before) => {
    if (!(key in before.jobs)) return before;
    return { ...before, jobs: Object.fromEntries(Object.entries(before.jobs).filter(([name]) => name !== key)) };
  });
  await orLog(dropped);
}

async function orLog(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppException)) throw error;
    log({ level: "warn", event: "a job's note could not be stored", code: error.error.code });
  }
}
