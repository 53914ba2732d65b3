import { expect, test } from "vitest";
import { findPerson, isAskDue } from "./match-changes.ts";

const second = 1000;
const by = (person: string, at: number, jobId = 7) => ({ person, at: at * second, jobId });
const seen = { jobId: 7, after: 100.5 * second, seenAt: 110 * second };

test.each([
  ["the last one who changed the job before it was seen", [by("ben", 105), by("ana", 108), by("cal", 103)], "ana"],
  ["nobody where the log has nothing yet", [], undefined],
  ["nobody of another job", [by("ana", 105, 8)], undefined],
  ["nobody who came later", [by("ana", 111)], undefined],
  ["nobody who made the version before, in the same second", [by("headgate", 100)], undefined],
])("who made a change: %s", (_, changes, person) => {
  expect(findPerson(seen, changes)).toBe(person);
});

test.each([
  ["at first", 0, null, true],
  ["not again before a minute", 30, 5, false],
  ["after a minute", 60, 5, true],
  ["once for each time", 90, 61, false],
  ["after five minutes", 300, 61, true],
  ["not before it was seen", -1, null, false],
])("when the log is asked: %s", (_, at, askedAt, isDue) => {
  const seenAt = 1_000_000;
  const asked = askedAt === null ? null : seenAt + askedAt * second;
  expect(isAskDue(seenAt, asked, seenAt + at * second)).toBe(isDue);
});
