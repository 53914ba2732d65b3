import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { changeJobNote, forgetJob, maxNotes, noteSave, openJobNotes, readJobNotes } from "./job-notes.ts";

const nowMs = Date.parse("2026-11-25T08:00:00Z");
const ref: JobRef = { scopeKind: "zones", scopeId: "b206d08237cf5041bd16ec7d4a733d72", jobId: 7 };
const other: JobRef = { ...ref, jobId: 8 };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headgate-notes-"));
  file = join(folder, "job-notes.json");
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const open = () => ({ notes: openJobNotes(folder), now: () => nowMs });

test("a save is stored next to the threshold, and the time when it enabled the job", async () => {
  const context = open();
  await changeJobNote(context, ref, { staleAfterMinutes: 30 });
  await noteSave(context, ref, { isSwitchedOn: false });
  await noteSave(context, other, { isSwitchedOn: true });
  const at = "2026-11-25T08:00:00.000Z";
  expect(await readJobNotes(open())).toEqual(
    new Map([
      [jobKey(ref), { staleAfterMinutes: 30, savedAt: at }],
      [jobKey(other), { savedAt: at, switchedOnAt: at }],
    ]),
  );
});

test("undefined removes an attribute, and deleting a job removes its note", async () => {
  const context = open();
  await changeJobNote(context, ref, { staleAfterMinutes: 30 });
  await changeJobNote(context, ref, { staleAfterMinutes: undefined });
  expect((await readJobNotes(open())).get(jobKey(ref))).toEqual({});
  await forgetJob(context, other);
  await forgetJob(context, ref);
  expect(await readJobNotes(open())).toEqual(new Map());
});

test("keys of another version survive a change", async () => {
  const written = { version: 1, later: [1], jobs: { [jobKey(ref)]: { mood: "calm" } } };
  writeFileSync(file, JSON.stringify(written));
  await noteSave(open(), ref, { isSwitchedOn: false });
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    ...written,
    jobs: { [jobKey(ref)]: { mood: "calm", savedAt: "2026-11-25T08:00:00.000Z" } },
  });
});

test("a note that cannot be stored does not fail the save and is logged", async () => {
  mkdirSync(file);
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  await noteSave(open(), ref, { isSwitchedOn: true });
  await forgetJob(open(), ref);
  expect(await readJobNotes(open())).toEqual(new Map());
  const lines = write.mock.calls.map(([line]) => String(line));
  expect(lines.filter((line) => line.includes("could not be stored"))).toHaveLength(2);
});

test("the file stays bounded: beyond its size the oldest notes are dropped", async () => {
  const jobs = Object.fromEntries(Array.from({ length: maxNotes }, (_, at) => [`zones/${"a".repeat(32)}/${at}`, {}]));
  writeFileSync(file, JSON.stringify({ version: 1, jobs }));
  const context = open();
  await changeJobNote(context, ref, { staleAfterMinutes: 30 });
  const notes = await readJobNotes(open());
  expect(notes.size).toBe(maxNotes);
  expect(notes.get(jobKey(ref))).toEqual({ staleAfterMinutes: 30 });
  expect(notes.has(`zones/${"a".repeat(32)}/0`)).toBe(false);
  expect(notes.has(`zones/${"a".repeat(32)}/1`)).toBe(true);
});
