import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HealthState } from "../job/health.ts";
import { isUrgent } from "../job/health-states.ts";
import { cooldownMs, diffStates, type ReportedStates, type StateChange } from "./diff-states.ts";

const minute = 60_000;

/** Reads one job's state once a minute, and returns the change that each read reported. */
function watch(
  states: (HealthState | null)[],
  { everyMs = minute, first = "healthy" as HealthState, muted = (_at: number): boolean => false } = {},
) {
  let told: ReportedStates = {};
  const news: (StateChange | null)[] = [];
  for (const [index, state] of [first, ...states].entries()) {
    const jobs = state === null ? [] : [{ key: "zones/a/1", state }];
    const look = {
      jobs,
      isGone: () => true,
      isMuted: () => muted(index),
      isFirst: index === 0,
      nowMs: index * everyMs,
    };
    // As it is read back from the disk.
    const { states: next, changes } = diffStates(JSON.parse(JSON.stringify(told)), look);
    told = next;
    news.push(changes[0] ?? null);
  }
  return news.slice(1);
}

const to = (news: (StateChange | null)[]) => news.map((change) => change?.to ?? null);

describe("which changes are reported", () => {
  test("trouble, once it has been seen twice in a row", () => {
    expect(to(watch(["failing", "failing", "failing"]))).toEqual([null, "failing", null]);
    expect(to(watch(["failing", "healthy", "failing", "healthy"]))).toEqual([null, null, null, null]);
  });

  test("its end, once", () => {
    const news = watch(["failing", "failing", "healthy", "healthy", "healthy"]);
    expect(news[3]).toEqual({ key: "zones/a/1", from: "failing", to: "healthy" });
    expect(to(news)).toEqual([null, "failing", null, "healthy", null]);
  });

  test("nothing while a saved job has not delivered yet", () => {
    expect(to(watch(["failing", "failing", "settling", "settling", "failing", "failing"]))).toEqual([
      ...[null, "failing", null, null, null, null],
    ]);
    expect(to(watch(["failing", "failing", "settling", "settling", "healthy", "healthy"])).at(-1)).toBe("healthy");
  });

  test("a job that was disabled after failing", () => {
    const news = watch(["failing", "failing", "disabled-by-failure", "disabled-by-failure"]);
    expect(news[3]).toEqual({ key: "zones/a/1", from: "failing", to: "disabled-by-failure" });
  });

  test("trouble from before the first read only when it ends", () => {
    expect(to(watch(["failing", "failing"], { first: "failing" }))).toEqual([null, null]);
    expect(to(watch(["healthy", "healthy"], { first: "failing" }))).toEqual([null, "healthy"]);
  });

  test("a flapping job is reported once an hour", () => {
    const flapping = Array.from({ length: 20 }, (): HealthState[] => [
      "failing",
      "failing",
      "healthy",
      "healthy",
    ]).flat();
    const told = to(watch(flapping)).flatMap((state, index) => (state === "failing" ? [index] : []));
    expect(told.length).toBe(2);
    expect((told[1] ?? 0) - (told[0] ?? 0)).toBeGreaterThanOrEqual(60);
  });

  test("trouble that was held back is reported after the hour if it persists", () => {
    const long = Array<HealthState>(70).fill("failing");
    const news = to(watch(["failing", "failing", "healthy", "healthy", ...long]));
    expect(news.slice(4).filter(Boolean)).toEqual(["failing"]);
  });

  test("trouble of a muted job is held back, and reported after the mute if it persists", () => {
    const until = (end: number) => ({ muted: (at: number) => at < end });
    expect(to(watch(["failing", "failing", "failing", "failing"], until(4)))).toEqual([null, null, null, "failing"]);
    expect(to(watch(["failing", "failing", "healthy", "healthy", "healthy"], until(4)))).toEqual([
      ...[null, null, null, null, null],
    ]);
  });

  test("the end of reported trouble is reported in a mute too", () => {
    const news = watch(["failing", "failing", "healthy", "healthy"], { muted: (at) => at > 2 });
    expect(to(news)).toEqual([null, "failing", null, "healthy"]);
  });

  test("a deleted job is forgotten; one whose scope could not be read is not", () => {
    const before: ReportedStates = { "zones/a/1": { told: "failing", seen: "failing", times: 2, toldAt: {} } };
    const look = { jobs: [], isMuted: () => false, isFirst: false, nowMs: 0 };
    expect(diffStates(before, { ...look, isGone: () => true }).states).toEqual({});
    expect(diffStates(before, { ...look, isGone: () => false }).states).toEqual(before);
  });
});

describe("for any history of states, across restarts", () => {
  const state = fc.constantFrom<HealthState>(
    "healthy",
    "failing",
    "stale",
    "disabled-by-failure",
    "settling",
    "pending",
    "disabled",
  );
  const history = fc.array(fc.tuple(state, fc.integer({ min: 1, max: 8 })), { maxLength: 40 });
  const statesOf = (parts: [HealthState, number][]) =>
    parts.flatMap(([each, count]) => Array<HealthState>(count).fill(each));

  test("no trouble is reported twice within an hour, and no end without a beginning", () => {
    fc.assert(
      fc.property(history, (parts) => {
        const news = watch(statesOf(parts));
        let open: HealthState | null = null;
        const toldAt: Partial<Record<HealthState, number>> = {};
        for (const [index, change] of news.entries()) {
          if (!change) continue;
          expect(change.from).toBe(open ?? "healthy");
          if (isUrgent(change.to)) {
            const last = toldAt[change.to];
            if (last !== undefined) expect((index - last) * minute).toBeGreaterThanOrEqual(cooldownMs);
            toldAt[change.to] = index;
            open = change.to;
          } else {
            expect(open).not.toBeNull();
            open = null;
          }
        }
      }),
    );
  });

  test("trouble that persists is reported in the end", () => {
    fc.assert(
      fc.property(history, (parts) => {
        const news = to(watch([...statesOf(parts), ...Array<HealthState>(70).fill("failing")]));
        expect(news.filter(Boolean).at(-1)).toBe("failing");
      }),
    );
  });
});
