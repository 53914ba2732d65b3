import type { Kysely } from "kysely";
import type { JobNote } from "#lib/logpush/job/health.ts";
import { rowParts } from "./row-parts.ts";
import type { Database, JobNoteTable } from "./schema.ts";

/** Far more jobs than any installation has. Beyond it the oldest notes are dropped, so that the table stays bounded. */
export const maxNotes = 20_000;

/** The notes by key: of the given jobs, or of all. */
export async function readNotes(db: Kysely<Database>, keys?: readonly string[]): Promise<Map<string, JobNote>> {
  const notes = new Map<string, JobNote>();
  const all = db.selectFrom("job_note").selectAll().orderBy("changed_at").orderBy("job_key");
  const add = (rows: JobNoteTable[]) => {
    for (const row of rows) notes.set(row.job_key, noteOf(row));
  };
  if (!keys) add(await all.execute());
  for (const part of rowParts(keys ?? [])) {
    add(await all.where("job_key", "in", part).execute());
  }
  return notes;
}

/** Changes some attributes of a note; `undefined` removes one. Creates the note if there is none. */
export async function upsertNote(db: Kysely<Database>, key: string, change: JobNote, nowMs: number): Promise<void> {
  const columns = columnsOf(change);
  const empty = { saved_at: null, enabled_at: null, stale_after_min: null };
  await db
    .insertInto("job_note")
    .values({ job_key: key, ...empty, ...columns, changed_at: nowMs })
    .onConflict((conflict) => conflict.column("job_key").doUpdateSet({ ...columns, changed_at: nowMs }))
    .execute();
  await dropOldest(db);
}

export async function deleteNote(db: Kysely<Database>, key: string): Promise<void> {
  await db.deleteFrom("job_note").where("job_key", "=", key).execute();
}

async function dropOldest(db: Kysely<Database>): Promise<void> {
  const { count } = await db
    .selectFrom("job_note")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  if (count <= maxNotes) return;
  const oldest = db
    .selectFrom("job_note")
    .select("job_key")
    .orderBy("changed_at")
    .orderBy("job_key")
    .limit(count - maxNotes);
  await db.deleteFrom("job_note").where("job_key", "in", oldest).execute();
}

/** Only the attributes that the change names, so that the others stay. */
function columnsOf(change: JobNote): Partial<Omit<JobNoteTable, "job_key" | "changed_at">> {
  return {
    ...("savedAt" in change ? { saved_at: toMs(change.savedAt) } : {}),
    ...("switchedOnAt" in change ? { enabled_at: toMs(change.switchedOnAt) } : {}),
    ...("staleAfterMinutes" in change ? { stale_after_min: change.staleAfterMinutes ?? null } : {}),
  };
}

function noteOf({ saved_at, enabled_at, stale_after_min }: JobNoteTable): JobNote {
  return {
    ...(saved_at === null ? {} : { savedAt: new Date(saved_at).toISOString() }),
    ...(enabled_at === null ? {} : { switchedOnAt: new Date(enabled_at).toISOString() }),
    ...(stale_after_min === null ? {} : { staleAfterMinutes: stale_after_min }),
  };
}

const toMs = (time: string | undefined): number | null => (time === undefined ? null : Date.parse(time));
