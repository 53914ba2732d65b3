import "server-only";
import * as z from "zod/mini";
import { maxNotes, readNotes } from "#lib/store/job-notes.ts";
import { type LegacyFile, parseLegacyJson } from "../base/legacy-file.ts";

const time = z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text))));

const notesSchema = z.object({
  version: z.literal(1),
  jobs: z.record(
    z.string(),
    z.object({
      savedAt: z.optional(time),
      switchedOnAt: z.optional(time),
      staleAfterMinutes: z.optional(z.int().check(z.gte(1))),
    }),
  ),
});

const rowsAtOnce = 500;

/** The notes of versions before the store. */
export const legacyJobNotes: LegacyFile = {
  name: "job-notes.json",
  async takeOver(db, text) {
    const { jobs } = parseLegacyJson(notesSchema, text);
    // The file has the oldest note first. The times are long past, so that the order goes on after them.
    const rows = Object.entries(jobs)
      .slice(-maxNotes)
      .map(([key, { savedAt, switchedOnAt, staleAfterMinutes }], at) => ({
        job_key: key,
        saved_at: savedAt === undefined ? null : Date.parse(savedAt),
        enabled_at: switchedOnAt === undefined ? null : Date.parse(switchedOnAt),
        stale_after_min: staleAfterMinutes ?? null,
        changed_at: at,
      }));
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      await db
        .insertInto("job_note")
        .values(rows.slice(at, at + rowsAtOnce))
        .onConflict((conflict) =>
          conflict.column("job_key").doUpdateSet(({ ref }) => ({
            saved_at: ref("excluded.saved_at"),
            enabled_at: ref("excluded.enabled_at"),
            stale_after_min: ref("excluded.stale_after_min"),
            changed_at: ref("excluded.changed_at"),
          })),
        )
        .execute();
    }
  },
  async write(db) {
    const notes = await readNotes(db);
    if (notes.size === 0) return undefined;
    return `${JSON.stringify({ version: 1, jobs: Object.fromEntries(notes) })}\n`;
  },
};
