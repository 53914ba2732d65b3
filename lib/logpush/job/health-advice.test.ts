import fc from "fast-check";
import { expect, test } from "vitest";
import { type HealthInput, healthOf, type JobNote } from "./health.ts";
import { adviseOn, span } from "./health-advice.ts";

const now = Date.parse("2026-11-23T18:00:00Z");
const hour = 3_600_000;
const at = (msAgo: number) => new Date(now - msAgo).toISOString();
const base: HealthInput = {
  dataset: "http_requests",
  enabled: true,
  lastComplete: null,
  lastError: null,
  errorMessage: null,
};

function adviceFor(changes: Partial<HealthInput>, note: JobNote = {}, nextStep?: string) {
  const job = { ...base, ...changes };
  const cause = nextStep === undefined ? null : { nextStep };
  return adviseOn({ health: healthOf(job, note, now), job, cause, nowMs: now });
}

const textOf = ({ notes, nextStep }: ReturnType<typeof adviceFor>) => [...notes, nextStep].join(" ");

test("a failing job says how long it has and what is at risk, then the next step of its cause", () => {
  const advice = adviceFor({ lastComplete: at(19 * hour), lastError: at(0) }, {}, "Check the token.");
  expect(advice.notes).toEqual([
    "Cloudflare disables it in about 5 h: it disables jobs after 24 hours of failures.",
    "Logs since 2026-11-22 23:00 UTC are at risk. Cloudflare retries for a limited time. Older logs aren't backfilled.",
  ]);
  expect(advice.brief).toBe("Cloudflare disables it in about 5 h. Logs since 2026-11-22 23:00 UTC are at risk.");
  expect(advice.nextStep).toBe("Check the token.");
});

test("an unknown time is not predicted", () => {
  expect(textOf(adviceFor({ lastComplete: at(30 * hour), lastError: at(0) }))).toContain("at any time");
  expect(textOf(adviceFor({ lastError: at(0) }))).toContain("is not known");
});

test("a failure after a save may still come from the old settings", () => {
  const text = textOf(adviceFor({ lastComplete: at(hour), lastError: at(0) }, { savedAt: at(hour / 12) }));
  expect(text).toContain("Saved 17:55 UTC: until 18:10 UTC this error may come from the previous settings.");
});

test("a disabled job that failed for a day was disabled by Cloudflare; one that failed for less was not", () => {
  const off = { enabled: false, lastError: at(48 * hour) };
  expect(textOf(adviceFor({ ...off, lastComplete: at(72 * hour) }))).toContain(
    "The job failed for 24 hours, after which Cloudflare disables jobs.",
  );
  expect(textOf(adviceFor({ ...off, lastComplete: at(50 * hour) }))).toContain(
    "before Cloudflare would have disabled it",
  );
  expect(textOf(adviceFor({ ...off }))).toContain("The job was failing when it was disabled.");
  expect(textOf(adviceFor(off, {}, "Check the token."))).toContain("Check the token. Then enable the job again.");
});

test("a job without data is not called broken", () => {
  const text = textOf(adviceFor({ lastComplete: at(3 * hour) }));
  expect(text).toContain("No deliveries for 3 h. This can mean no traffic or a delivery problem.");
  expect(text).toContain("The no-data threshold is 15 min.");
});

test("after a save, the advice says how long to wait", () => {
  const text = textOf(adviceFor({ lastComplete: at(hour), lastError: at(hour) }, { savedAt: at(0) }));
  expect(text).toContain("Saved 18:00 UTC. Changes can take up to 15 minutes");
  expect(text).toContain("The last error predates this change.");
  expect(text).toContain("Check again after 18:15 UTC");
  expect(textOf(adviceFor({ lastComplete: at(0) }, { savedAt: at(60_000) }))).toContain(
    "may still use the previous settings",
  );
});

test("the advice before the first delivery is to wait, and after a while to test", () => {
  expect(textOf(adviceFor({}))).toContain("Waiting for matching traffic");
  expect(textOf(adviceFor({}, { switchedOnAt: at(2 * hour) }))).toContain("send a test delivery");
});

test.each([
  [0, "1 min"],
  [89 * 60_000, "89 min"],
  [90 * 60_000, "2 h"],
  [24 * hour, "24 h"],
  [36 * hour, "2 days"],
  [7 * 24 * hour, "7 days"],
])("%i ms are %j", (ms, words) => expect(span(ms)).toBe(words));

test("any input gives complete sentences", () => {
  const time = fc.option(fc.integer({ min: -hour, max: 200 * hour }).map(at));
  fc.assert(
    fc.property(fc.boolean(), time, time, time, time, (enabled, lastComplete, lastError, savedAt, switchedOnAt) => {
      const note = { savedAt: savedAt ?? undefined, switchedOnAt: switchedOnAt ?? undefined };
      const { brief, notes, nextStep } = adviceFor({ enabled, lastComplete, lastError }, note);
      for (const sentence of [...notes, nextStep, brief].filter(Boolean)) {
        expect(sentence).toMatch(/^[A-Z].*\.$/);
        expect(sentence).not.toMatch(/\?|NaN|null|undefined|-\d+ (?:min|h|days)/);
      }
    }),
  );
});
