import { sql } from "kysely";
import { afterEach, expect, test, vi } from "vitest";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { maxNotes } from "#lib/store/job-notes.ts";
import type { Store } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { LegacyFileError } from "../base/legacy-file.ts";
import { changeJobNote, forgetJob, noteSave, openJobNotes, readJobNotes } from "./job-notes.ts";
import { legacyJobNotes } from "./legacy-job-notes.ts";

const nowMs = Date.parse("2026-11-25T08:00:00Z");
const at = "2026-11-25T08:00:00.000Z";
const ref: JobRef = { scopeKind: "zones", scopeId: "b206d08237cf5041bd16ec7d4a733d72", jobId: 7 };
const other: JobRef = { ...ref, jobId: 8 };
const contextOf = ({ db }: Store) => ({ notes: openJobNotes(db, () => nowMs), now: () => nowMs });

afterEach(() => vi.restoreAllMocks());

describeEachStore("a job's note", ({ store, openAnother }) => {
  test("keeps a save next to the threshold, and the time when it enabled the job", async () => {
    const context = contextOf(store());
    await changeJobNote(context, ref, { staleAfterMinutes: 30 });
    await noteSave(context, ref, { isSwitchedOn: false });
    await noteSave(context, other, { isSwitchedOn: true });
    expect(await readJobNotes(contextOf(openAnother()))).toEqual(
      new Map([
        [jobKey(ref), { staleAfterMinutes: 30, savedAt: at }],
        [jobKey(other), { savedAt: at, switchedOnAt: at }],
      ]),
    );
  });

  test("is read alone, or with others", async () => {
    const context = contextOf(store());
    await noteSave(context, ref, { isSwitchedOn: false });
    await noteSave(context, other, { isSwitchedOn: false });
    expect([...(await readJobNotes(context, [jobKey(other)])).keys()]).toEqual([jobKey(other)]);
    expect(await readJobNotes(context, [])).toEqual(new Map());
    const many = Array.from({ length: 2500 }, (_, count) => `zones/a/${count}`);
    expect(await readJobNotes(context, [...many, jobKey(ref)])).toEqual(new Map([[jobKey(ref), { savedAt: at }]]));
  });

  test("loses an attribute that becomes undefined, and is gone with its job", async () => {
    const context = contextOf(store());
    await changeJobNote(context, ref, { staleAfterMinutes: 30 });
    await changeJobNote(context, ref, { staleAfterMinutes: undefined });
    expect((await readJobNotes(context)).get(jobKey(ref))).toEqual({});
    await forgetJob(context, other);
    await forgetJob(context, ref);
    expect(await readJobNotes(context)).toEqual(new Map());
  });

  test("keeps what a later version adds", async () => {
    const { db } = store();
    await sql`alter table job_note add column mood text`.execute(db);
    await changeJobNote(contextOf(store()), ref, { staleAfterMinutes: 30 });
    await sql`update job_note set mood = 'calm'`.execute(db);
    await noteSave(contextOf(store()), ref, { isSwitchedOn: false });
    const { rows } = await sql`select mood, stale_after_min, saved_at from job_note`.execute(db);
    expect(rows).toEqual([{ mood: "calm", stale_after_min: 30, saved_at: nowMs }]);
  });

  test("that cannot be stored does not fail the save; that is logged, and reading again only once", async () => {
    await sql`alter table job_note rename to gone`.execute(store().db);
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const context = contextOf(store());
    await noteSave(context, ref, { isSwitchedOn: true });
    await forgetJob(context, ref);
    expect(await readJobNotes(context)).toEqual(new Map());
    expect(await readJobNotes(context)).toEqual(new Map());
    await expect(changeJobNote(context, ref, {})).rejects.toMatchObject({ name: "StoreError" });
    const lines = write.mock.calls.map(([line]) => String(line));
    expect(lines.filter((line) => line.includes("could not be stored"))).toHaveLength(2);
    expect(lines.filter((line) => line.includes("cannot be read"))).toHaveLength(1);
  });

  test("is one of a bounded number: beyond it the oldest are dropped", async () => {
    const jobs = Object.fromEntries(
      Array.from({ length: maxNotes }, (_, count) => [`zones/${"a".repeat(32)}/${count}`, {}]),
    );
    await legacyJobNotes.takeOver(store().db, JSON.stringify({ version: 1, jobs }));
    const context = contextOf(store());
    await changeJobNote(context, ref, { staleAfterMinutes: 30 });
    const notes = await readJobNotes(context);
    expect(notes.size).toBe(maxNotes);
    expect(notes.get(jobKey(ref))).toEqual({ staleAfterMinutes: 30 });
    expect(notes.has(`zones/${"a".repeat(32)}/0`)).toBe(false);
    expect(notes.has(`zones/${"a".repeat(32)}/1`)).toBe(true);
  });

  test("comes from the file of an older version and goes back into it", async () => {
    const { db } = store();
    expect(await legacyJobNotes.write(db)).toBeUndefined();
    const jobs = {
      [jobKey(other)]: { savedAt: at, switchedOnAt: at },
      [jobKey(ref)]: { staleAfterMinutes: 30 },
    };
    await legacyJobNotes.takeOver(db, JSON.stringify({ version: 1, jobs }));
    expect(await legacyJobNotes.write(db)).toBe(`${JSON.stringify({ version: 1, jobs })}\n`);
    for (const text of ["", "{", "[]", '{"version":2,"jobs":{}}', '{"version":1,"jobs":{"a":{"savedAt":"never"}}}']) {
      await expect(legacyJobNotes.takeOver(db, text)).rejects.toBeInstanceOf(LegacyFileError);
    }
  });
});
