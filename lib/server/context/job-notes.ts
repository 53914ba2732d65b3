import "server-only";
import type { Kysely } from "kysely";
import type { JobNote } from "#lib/logpush/job/health.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { deleteNote, readNotes, upsertNote } from "#lib/store/job-notes.ts";
import type { Database } from "#lib/store/schema.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import { perProcess } from "../base/per-process.ts";

/** What only Headgate knows about the jobs, by key. Losing it loses no job and no setting. All reject with `StoreError`. */
export type JobNotesStore = {
  read(keys?: readonly string[]): Promise<ReadonlyMap<string, JobNote>>;
  /** `undefined` removes an attribute; those that the change does not name stay. */
  change(key: string, change: JobNote): Promise<void>;
  drop(key: string): Promise<void>;
};

/** The notes in the store. */
export function openJobNotes(db: Kysely<Database>, now: () => number): JobNotesStore {
  return {
    read: (keys) => readNotes(db, keys),
    change: (key, change) => upsertNote(db, key, change, now()),
    drop: (key) => deleteNote(db, key),
  };
}

/** The notes as the readers pass them on. */
export type NotesByKey = { notes: ReadonlyMap<string, JobNote> };

type WithNotes = { notes: JobNotesStore };

/** Whether the last read failed: readers come every few seconds, and one line in the log is enough. */
const lastRead = perProcess("jobNotesRead", () => ({ isFailed: false }));

/**
 * The notes by `zones/{id}/{jobId}` or `accounts/{id}/{jobId}`: of the given jobs, or of all. Unreadable notes count as
 * none and are logged.
 */
export async function readJobNotes(
  { notes }: WithNotes,
  keys?: readonly string[],
): Promise<ReadonlyMap<string, JobNote>> {
  try {
    const found = await notes.read(keys);
    lastRead.isFailed = false;
    return found;
  } catch (error) {
    if (!isStoreError(error)) throw error;
    if (!lastRead.isFailed) log({ level: "error", event: `the jobs' notes cannot be read (${error.detail})` });
    lastRead.isFailed = true;
    return new Map();
  }
}

/**
 * Changes some attributes of a job's note; `undefined` removes one. The caller has read the job. Rejects with
 * `StoreError` if the note cannot be stored.
 */
export async function changeJobNote({ notes }: WithNotes, ref: JobRef, change: JobNote): Promise<void> {
  await notes.change(jobKey(ref), change);
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
  await orLog(notes.drop(jobKey(ref)));
}

async function orLog(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isStoreError(error)) throw error;
    log({ level: "warn", event: `a job's note could not be stored (${error.detail})` });
  }
}
