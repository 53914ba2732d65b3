import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fewScopes, intervalOf, listingIntervalOf, paceOf, type ScopeFacts, withJitter } from "./schedule.ts";

const quiet: ScopeFacts = {
  scopes: 1000,
  isListWatched: true,
  isJobWatched: false,
  jobs: 10,
  needsAttention: false,
  failures: 0,
};
const seconds = (changes: Partial<ScopeFacts>) => intervalOf({ ...quiet, ...changes }, paceOf.live) / 1000;

describe("how long until a scope is read again", () => {
  test.each<[title: string, changes: Partial<ScopeFacts>, expected: number]>([
    ["few scopes, somebody there", { scopes: 20 }, 15],
    ["few scopes, nobody there", { scopes: 20, isListWatched: false }, 60],
    ["many scopes", {}, 600],
    ["very many scopes", { scopes: 5000 }, 900],
    ["a job of it is open", { isJobWatched: true }, 15],
    ["a job of it fails", { needsAttention: true }, 60],
    ["without jobs", { jobs: 0 }, 1800],
    ["after a failure", { scopes: 20, failures: 1 }, 30],
    ["after many failures", { scopes: 20, failures: 30 }, 900],
  ])("%s", (_title, changes, expected) => expect(seconds(changes)).toBe(expected));

  test("on the emulator every ten seconds, whatever there is", () => {
    expect(intervalOf({ ...quiet, jobs: 0, failures: 3 }, paceOf.emulator)).toBe(10_000);
  });
});

test("however many scopes there are, reading them all fits into the background's 600 calls in five minutes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), fc.boolean(), (scopes, isListWatched) => {
      const perWindow = (300_000 / intervalOf({ ...quiet, scopes, isListWatched }, paceOf.live)) * scopes;
      // Beyond 9,000 scopes the longest interval ends, and the budget decides.
      const bound = scopes <= fewScopes ? 400 : Math.max(500, scopes / 3);
      expect(perWindow).toBeLessThanOrEqual(bound + 1);
    }),
  );
});

test("jitter spreads by a tenth and no more", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (random) => {
      const ms = withJitter(60_000, random);
      expect(ms).toBeGreaterThanOrEqual(54_000);
      expect(ms).toBeLessThanOrEqual(66_000);
    }),
  );
});

test("zones and accounts are listed every five minutes, every minute while few are watched, and less after failures", () => {
  const of = (scopes: number, isListWatched: boolean, failures: number) =>
    listingIntervalOf({ scopes, isListWatched, failures }, paceOf.live) / 1000;
  expect([of(1000, true, 0), of(5, true, 0), of(5, false, 0), of(5, true, 1), of(5, true, 9)]).toEqual([
    300, 60, 300, 120, 900,
  ]);
});
