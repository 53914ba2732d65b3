import { expect, test } from "vitest";
import { type HealthInput, healthOf, staleAfterMs, timeOrNull } from "./health.ts";

const now = Date.parse("2026-11-23T18:00:00Z");
const fresh = "2026-11-23T17:58:00Z";
const old = "2026-11-23T17:00:00Z";
const quiet: HealthInput = { enabled: true, lastComplete: null, lastError: null, errorMessage: null };

test.each<[string, Partial<HealthInput>, string, string | null]>([
  ["delivers", { lastComplete: fresh }, "healthy", fresh],
  ["delivered for the last time long ago", { lastComplete: old }, "stale", old],
  ["is new", {}, "pending", null],
  ["failed before its first delivery", { lastError: fresh }, "failing", fresh],
  ["delivered, then failed", { lastComplete: old, lastError: fresh, errorMessage: "x" }, "failing", fresh],
  ["has a message but no time of failure", { lastComplete: fresh, errorMessage: "x" }, "failing", null],
  ["has an empty message", { lastComplete: fresh, errorMessage: "" }, "healthy", fresh],
  ["was switched off", { enabled: false, lastComplete: old }, "disabled", old],
  ["was never on", { enabled: false }, "disabled", null],
  [
    "was switched off after failing",
    { enabled: false, lastComplete: old, lastError: fresh },
    "disabled-by-failure",
    fresh,
  ],
  ["was switched off with a message left", { enabled: false, errorMessage: "x" }, "disabled-by-failure", null],
  ["reports a time to come", { lastComplete: "2026-11-23T19:00:00Z" }, "healthy", "2026-11-23T19:00:00Z"],
])("a job that %s", (_title, changes, state, since) => {
  expect(healthOf({ ...quiet, ...changes }, now)).toEqual({ state, since });
});

test("a job is stale only after the whole time", () => {
  const at = (ms: number) => new Date(now - ms).toISOString();
  expect(healthOf({ ...quiet, lastComplete: at(staleAfterMs) }, now).state).toBe("healthy");
  expect(healthOf({ ...quiet, lastComplete: at(staleAfterMs + 1) }, now).state).toBe("stale");
});

test("no time, in each of the ways that the API has shown", () => {
  expect([undefined, null, "", "null", "never", 0].map(timeOrNull)).toEqual(Array(6).fill(null));
  expect(timeOrNull(fresh)).toBe(fresh);
});
