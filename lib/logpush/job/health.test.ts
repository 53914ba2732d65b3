import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { giveUpMs, type Health, type HealthInput, healthOf, type JobNote, settleMs, timeOrNull } from "./health.ts";

const now = Date.parse("2026-11-23T18:00:00Z");
const at = (msAgo: number) => new Date(now - msAgo).toISOString();
const minute = 60_000;
const hour = 60 * minute;
const fresh = at(2 * minute);
const old = at(hour);
const quiet: HealthInput = {
  dataset: "http_requests",
  enabled: true,
  lastComplete: null,
  lastError: null,
  errorMessage: null,
};
const healthAt = (changes: Partial<HealthInput>, note: JobNote = {}) => healthOf({ ...quiet, ...changes }, note, now);

describe("the state", () => {
  test.each<[string, Partial<HealthInput>, JobNote, Health["state"], Health["since"], Health["sinceIs"]]>([
    ["delivers", { lastComplete: fresh }, {}, "healthy", fresh, "last-delivery"],
    ["delivered for the last time long ago", { lastComplete: old }, {}, "stale", old, "last-delivery"],
    ["is new", {}, {}, "pending", null, null],
    ["is new and was created through Headgate", {}, { savedAt: fresh, switchedOnAt: fresh }, "pending", fresh, "save"],
    ["failed before its first delivery", { lastError: fresh }, {}, "failing", null, null],
    [
      "delivered, then failed",
      { lastComplete: old, lastError: fresh, errorMessage: "x" },
      {},
      "failing",
      old,
      "last-delivery",
    ],
    [
      "has a message but no time of failure",
      { lastComplete: old, errorMessage: "x" },
      {},
      "failing",
      old,
      "last-delivery",
    ],
    ["has an empty message", { lastComplete: fresh, errorMessage: "" }, {}, "healthy", fresh, "last-delivery"],
    ["was disabled", { enabled: false, lastComplete: old }, {}, "disabled", old, "last-delivery"],
    ["was never enabled", { enabled: false }, {}, "disabled", null, null],
    [
      "was disabled after failing",
      { enabled: false, lastComplete: old, lastError: fresh },
      {},
      "disabled-by-failure",
      fresh,
      "last-failure",
    ],
    ["was disabled with a message left", { enabled: false, errorMessage: "x" }, {}, "disabled-by-failure", null, null],
    ["reports a time in the future", { lastComplete: at(-hour) }, {}, "healthy", at(-hour), "last-delivery"],
    ["was saved after its last delivery", { lastComplete: old }, { savedAt: fresh }, "settling", fresh, "save"],
    [
      "was saved before its last delivery",
      { lastComplete: fresh },
      { savedAt: at(3 * minute) },
      "healthy",
      fresh,
      "last-delivery",
    ],
    [
      "was saved after its last failure",
      { lastComplete: old, lastError: old },
      { savedAt: fresh },
      "settling",
      fresh,
      "save",
    ],
    [
      "was saved before its last failure",
      { lastComplete: old, lastError: fresh },
      { savedAt: at(3 * minute) },
      "failing",
      old,
      "last-delivery",
    ],
    [
      "was saved with a failure of unknown time",
      { lastComplete: old, errorMessage: "x" },
      { savedAt: fresh },
      "failing",
      old,
      "last-delivery",
    ],
    [
      "was enabled again and fails",
      { lastComplete: at(48 * hour), lastError: fresh },
      { savedAt: old, switchedOnAt: old },
      "failing",
      old,
      "save",
    ],
    ["was saved long ago", { lastComplete: old }, { savedAt: at(settleMs) }, "stale", old, "last-delivery"],
    [
      "was saved by a clock that is a day ahead",
      { lastComplete: old },
      { savedAt: at(-24 * hour) },
      "stale",
      old,
      "last-delivery",
    ],
    [
      "was saved and is disabled",
      { enabled: false, lastComplete: old },
      { savedAt: fresh },
      "disabled",
      old,
      "last-delivery",
    ],
    ["has invalid times", { lastComplete: "never", lastError: "null" }, { savedAt: "x" }, "pending", null, null],
  ])("the state of a job that %s", (_title, changes, note, state, since, sinceIs) => {
    expect(healthAt(changes, note)).toMatchObject({ state, since, sinceIs });
  });

  test("is quiet only after the whole threshold: the dataset's, or the job's own", () => {
    const stateAfter = (minutes: number, ms: number, dataset = "http_requests", note: JobNote = {}) =>
      healthAt({ dataset, lastComplete: at(minutes * minute + ms) }, note).state;
    expect([stateAfter(15, 0), stateAfter(15, 1)]).toEqual(["healthy", "stale"]);
    expect([stateAfter(16, 0, "audit_logs_v2"), stateAfter(7 * 1440, 1, "audit_logs_v2")]).toEqual([
      "healthy",
      "stale",
    ]);
    const own = { staleAfterMinutes: 90 };
    expect([stateAfter(90, 0, "http_requests", own), stateAfter(90, 1, "http_requests", own)]).toEqual([
      "healthy",
      "stale",
    ]);
    for (const staleAfterMinutes of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(healthAt({}, { staleAfterMinutes }).staleAfterMs).toBe(15 * minute);
    }
  });

  test("a job counts as just saved until the first delivery or for 15 minutes, and says until when", () => {
    const savedAt = at(4 * minute);
    expect(healthAt({ lastComplete: at(4 * minute) }, { savedAt })).toMatchObject({
      state: "settling",
      savedAt,
      settlesUntil: at(-11 * minute),
    });
    expect(healthAt({ lastComplete: at(4 * minute - 1) }, { savedAt })).toMatchObject({
      state: "healthy",
      settlesUntil: at(-11 * minute),
    });
    expect(healthAt({ lastComplete: old }, { savedAt: at(settleMs) }).settlesUntil).toBeNull();
  });
});

describe("at exactly equal times", () => {
  const time = at(3 * minute);

  test("a failure at the moment of a save may be from before it", () => {
    expect(healthAt({ lastComplete: old, lastError: time }, { savedAt: time }).state).toBe("settling");
    expect(healthAt({ lastComplete: old, lastError: at(3 * minute - 1) }, { savedAt: time }).state).toBe("failing");
    expect(healthAt({ lastComplete: old, lastError: at(3 * minute + 1) }, { savedAt: time }).state).toBe("settling");
  });

  test("a job enabled at the moment of its last delivery counts from the delivery", () => {
    const failing = { lastComplete: time, lastError: fresh };
    expect(healthAt(failing, { switchedOnAt: time })).toMatchObject({ since: time, sinceIs: "last-delivery" });
    expect(healthAt(failing, { switchedOnAt: at(3 * minute - 1) })).toMatchObject({ sinceIs: "save" });
    expect(healthAt(failing, { switchedOnAt: at(3 * minute + 1) })).toMatchObject({ sinceIs: "last-delivery" });
  });

  test("the first millisecond of 1970 is a time, the one before is not", () => {
    expect(timeOrNull("1970-01-01T00:00:00.000Z")).toBe("1970-01-01T00:00:00.000Z");
    expect(timeOrNull("1969-12-31T23:59:59.999Z")).toBeNull();
    expect(timeOrNull("9998-12-31T23:59:59.999Z")).toBe("9998-12-31T23:59:59.999Z");
    expect(timeOrNull("9999-01-01T00:00:00.000Z")).toBeNull();
  });

  test("a job that is given up right now will not be given up later", () => {
    expect(healthAt({ lastComplete: at(giveUpMs), lastError: fresh }).switchOffAt).toBeNull();
    expect(healthAt({ lastComplete: at(giveUpMs - 1), lastError: fresh }).switchOffAt).toBe(at(-1));
  });

  test("a delivery right now leaves nothing at risk", () => {
    expect(healthAt({ lastComplete: at(0), lastError: fresh }).lostWindow).toBeNull();
    expect(healthAt({ lastComplete: at(1), lastError: fresh }).lostWindow).toMatchObject({ from: at(1) });
  });
});

test("a job that never delivered has lost logs since it was enabled", () => {
  expect(healthAt({ lastError: fresh }, { switchedOnAt: old }).lostWindow).toEqual({
    from: old,
    to: at(0),
    certainty: "at-risk",
  });
  expect(healthAt({ enabled: false, lastError: fresh }, { switchedOnAt: old }).lostWindow).toEqual({
    from: old,
    to: at(0),
    certainty: "lost",
  });
});

describe("what is at risk", () => {
  const failing = { lastComplete: at(20 * hour), lastError: fresh };

  test("a failing job is given up a day after its last delivery, and its logs since then are at risk", () => {
    expect(healthAt(failing)).toMatchObject({
      switchOffAt: at(-4 * hour),
      lostWindow: { from: at(20 * hour), to: at(0), certainty: "at-risk" },
    });
  });

  test("the day starts again when the job is enabled again, but the window does not", () => {
    expect(healthAt({ ...failing, lastComplete: at(72 * hour) }, { switchedOnAt: at(2 * hour) })).toMatchObject({
      switchOffAt: at(-22 * hour),
      lostWindow: { from: at(72 * hour) },
    });
  });

  test("nothing is predicted if it is overdue or its beginning is unknown", () => {
    expect(healthAt({ ...failing, lastComplete: at(giveUpMs) })).toMatchObject({
      switchOffAt: null,
      since: at(giveUpMs),
    });
    expect(healthAt({ lastError: fresh })).toMatchObject({ switchOffAt: null, since: null, lostWindow: null });
  });

  test("logs that were not delivered before a job was disabled are lost, and so is the time since", () => {
    expect(healthAt({ ...failing, enabled: false })).toMatchObject({
      switchOffAt: null,
      lostWindow: { from: at(20 * hour), to: at(0), certainty: "lost" },
    });
  });
});

describe("for any input", () => {
  const year = 365 * 24 * hour;
  const time = fc.oneof(
    fc.constantFrom(null, "", "null", "never", "2038-01-19T03:14:08Z", "+275760-09-13T00:00:00.000Z", "0000-01-01"),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.integer({ min: -year, max: year }).map(at),
    fc.integer({ min: -hour, max: 2 * 24 * hour }).map(at),
    fc.string(),
  );
  const job = fc.record<HealthInput>({
    dataset: fc.oneof(fc.constantFrom("http_requests", "audit_logs"), fc.string()),
    enabled: fc.boolean(),
    lastComplete: time,
    lastError: time,
    errorMessage: fc.option(fc.string()),
  });
  const noteTime = time.map((value) => value ?? undefined);
  const note = fc.option(
    fc.record<JobNote>({
      savedAt: noteTime,
      switchedOnAt: noteTime,
      staleAfterMinutes: fc.option(fc.double(), { nil: undefined }),
    }),
    { nil: undefined },
  );
  const clock = fc.oneof(
    fc.constantFrom(now, 0, 2 ** 31 * 1000, 8.64e15, Number.NaN, Number.POSITIVE_INFINITY),
    fc.integer({ min: now - year, max: now + 20 * year }),
  );
  const states = new Set(["healthy", "failing", "pending", "settling", "stale", "disabled", "disabled-by-failure"]);

  test("the health consists of plain values and does not contradict itself", () => {
    fc.assert(
      fc.property(job, note, clock, (someJob, someNote, nowMs) => {
        const health = healthOf(someJob, someNote, nowMs);
        expect(states).toContain(health.state);
        expect(JSON.parse(JSON.stringify(health))).toEqual(health);
        expect(health.state.startsWith("disabled")).toBe(!someJob.enabled);
        expect(health.since === null).toBe(health.sinceIs === null);
        expect(health.staleAfterMs).toBeGreaterThan(0);
        const { switchOffAt, lostWindow, settlesUntil, savedAt, state } = health;
        if (switchOffAt !== null) {
          expect(state).toBe("failing");
          expect(Date.parse(switchOffAt)).toBeGreaterThan(nowMs);
        }
        if (lostWindow !== null) {
          expect(Date.parse(lostWindow.to) - Date.parse(lostWindow.from)).toBeGreaterThan(0);
          expect(lostWindow.certainty).toBe(state === "failing" ? "at-risk" : "lost");
          expect(["failing", "disabled-by-failure"]).toContain(state);
        }
        if (settlesUntil !== null) expect(Date.parse(settlesUntil)).toBeGreaterThan(nowMs);
        if (state === "settling") expect([savedAt, settlesUntil]).not.toContain(null);
      }),
      { numRuns: 2000 },
    );
  });

  test("each state is reached", () => {
    const reached = new Set<string>();
    for (const enabled of [true, false]) {
      for (const lastComplete of [null, fresh, old]) {
        for (const lastError of [null, fresh]) {
          for (const savedAt of [undefined, at(minute)]) {
            reached.add(healthAt({ enabled, lastComplete, lastError }, { savedAt }).state);
          }
        }
      }
    }
    expect(reached).toEqual(states);
  });
});

test("a missing time is recognized in each form that the API has sent", () => {
  const none = [undefined, null, "", "null", "never", 0, "0001-01-01T00:00:00Z"];
  expect(none.map(timeOrNull)).toEqual(none.map(() => null));
  expect(timeOrNull(fresh)).toBe(fresh);
});
