import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HealthState, healthStates } from "../job/health-states.ts";
import { listGaps } from "./gaps.ts";
import { hourKindsOf, type JobPast, type PushDay, type PushHour, type StateSpan } from "./hour-kinds.ts";
import { budgetOf, countUptime, formatUptime, unknownShare, uptimeOf } from "./uptime.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Some minutes after an hour, so that the present one is not whole. */
const now = Date.UTC(2026, 2, 10, 12, 34);
const nowHour = Math.floor(now / hourMs);

const past = (changes: Partial<JobPast> = {}): JobPast => ({
  ...{ spans: [], seenUntil: now, goneAt: null, hours: [], days: [], ...changes },
});
const span = (state: HealthState, since: number, until: number | null = null): StateSpan => ({ state, since, until });
const push = (hour: number, changes: Partial<PushHour> = {}): PushHour => ({
  ...{ hour, ok: 5, failed: 0, retried: 0, lines: 100, lostLines: 0, bytes: 1000, ...changes },
});

describe("an hour", () => {
  const hour = nowHour - 5;
  const at = (minute: number) => hour * hourMs + minute * minuteMs;
  const kindOf = (changes: Partial<JobPast>) => hourKindsOf(past(changes), { from: hour, to: hour + 1 })[0];

  test.each<[string, Partial<JobPast>, string]>([
    ["healthy", { spans: [span("healthy", at(0))] }, "delivered"],
    ["failing for a moment", { spans: [span("failing", at(10), at(11)), span("healthy", at(11))] }, "failed"],
    ["failing, but all was retried", { spans: [span("failing", at(0))], hours: [push(hour)] }, "delivered"],
    ["failing, and only retries", { spans: [span("failing", at(0))], hours: [push(hour, { ok: 0 })] }, "failed"],
    ["healthy, with a lost batch", { spans: [span("healthy", at(0))], hours: [push(hour, { failed: 1 })] }, "failed"],
    [
      "disabled after errors, after a delivery",
      { spans: [span("disabled-by-failure", at(59))], hours: [push(hour)] },
      "failed",
    ],
    ["not known", {}, "unknown"],
    ["not known, but delivered", { hours: [push(hour)] }, "delivered"],
    ["seen for 29 minutes", { spans: [span("healthy", at(31), at(70))] }, "unknown"],
    ["seen for 30 minutes", { spans: [span("healthy", at(30), at(70))] }, "delivered"],
    ["seen until its middle", { spans: [span("healthy", at(-99))], seenUntil: at(29) }, "unknown"],
    ["disabled for 40 minutes", { spans: [span("disabled", at(0), at(40)), span("healthy", at(40))] }, "disabled"],
    ["no data, then disabled", { spans: [span("stale", at(0), at(40)), span("disabled", at(40))] }, "no-data"],
    ["new", { spans: [span("pending", at(0))] }, "waiting"],
    ["just saved", { spans: [span("settling", at(0))] }, "waiting"],
    ["after the deletion", { goneAt: at(0) }, "absent"],
    ["deleted after 20 minutes", { spans: [span("healthy", at(-9), at(20))], goneAt: at(20) }, "delivered"],
  ])("%s", (_title, changes, kind) => {
    expect(kindOf(changes)).toBe(kind);
  });

  test("is known of a day that has become one row", () => {
    const day: PushDay = { ...push(0), day: 20_000, okHours: (1 << 3) | (1 << 23), failedHours: 1 << 3 };
    const kinds = hourKindsOf(past({ days: [day] }), { from: 20_000 * 24, to: 20_001 * 24 });
    expect(kinds.flatMap((kind, index) => (kind === "unknown" ? [] : [[index, kind]]))).toEqual([
      [3, "failed"],
      [23, "delivered"],
    ]);
  });
});

type Segment = { minutes: number; state: HealthState | null };

/** Counts every minute of a year: a slow way, which shares nothing with the other. */
function bruteForce(segments: Segment[], pushes: Map<number, { ok: number; failed: number }>) {
  const total = 365 * 24 * 60;
  const minutes: (HealthState | null)[] = segments.flatMap(({ minutes: length, state }) => Array(length).fill(state));
  minutes.length = total;
  const result = new Map<number, Record<string, number>>();
  for (const days of [1, 7, 30, 365]) {
    const counts: Record<string, number> = { delivered: 0, failed: 0, noData: 0, waiting: 0, disabled: 0, unknown: 0 };
    for (let minute = total - days * 24 * 60; minute < total; minute += 60) {
      const seen = minutes.slice(minute, minute + 60);
      const count = (...states: string[]) => seen.filter((state) => state && states.includes(state)).length;
      const pushed = pushes.get(minute / 60) ?? { ok: 0, failed: 0 };
      const quiet = [
        ["delivered", count("healthy")],
        ["noData", count("stale")],
        ["waiting", count("pending", "settling")],
        ["disabled", count("disabled")],
      ] as const;
      const most = Math.max(...quiet.map(([, length]) => length));
      let kind = quiet.find(([, length]) => length === most)?.[0] ?? "unknown";
      if (quiet.reduce((sum, [, length]) => sum + length, 0) < 30) kind = "unknown" as typeof kind;
      if (count("failing") > 0) kind = "failed" as typeof kind;
      if (pushed.ok > 0) kind = "delivered";
      if (pushed.failed > 0 || count("disabled-by-failure") > 0) kind = "failed" as typeof kind;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    result.set(days, counts);
  }
  return Object.fromEntries(result);
}

const yearStart = (nowHour - 365 * 24) * hourMs;
const states = [...healthStates, "healthy", "healthy", null] as const;

const year = fc.record({
  segments: fc.array(fc.record({ minutes: fc.integer({ min: 1, max: 20_000 }), state: fc.constantFrom(...states) }), {
    minLength: 10,
    maxLength: 90,
  }),
  pushes: fc.array(
    fc.record({
      hour: fc.integer({ min: 0, max: 365 * 24 - 1 }),
      ok: fc.nat({ max: 3 }),
      failed: fc.constantFrom(0, 0, 0, 1),
    }),
    { maxLength: 400 },
  ),
});

test("the uptime of a year is what a count of its minutes finds, whether its hours are kept or became days", () => {
  fc.assert(
    fc.property(year, ({ segments, pushes }) => {
      const byHour = new Map(pushes.map(({ hour, ok, failed }) => [hour, { ok, failed }]));
      let at = yearStart;
      const spans = segments.flatMap(({ minutes, state }) => {
        const since = at;
        at += minutes * minuteMs;
        return state === null ? [] : [span(state, since, at)];
      });
      const rows = Array.from(byHour, ([hour, counts]) => push(nowHour - 365 * 24 + hour, counts));
      const kept = past({ spans, hours: rows });
      const firstKept = (Math.floor(now / dayMs) - 35) * 24;
      const rolled = past({
        spans,
        hours: rows.filter(({ hour }) => hour >= firstKept),
        days: daysOf(rows.filter(({ hour }) => hour < firstKept)),
      });
      const expected = bruteForce(segments, byHour);
      expect(countUptime(kept, now)).toMatchObject(expected);
      expect(countUptime(rolled, now)).toMatchObject(expected);
    }),
    { numRuns: 25 },
  );
}, 60_000);

function daysOf(rows: PushHour[]): PushDay[] {
  const days = new Map<number, PushDay>();
  for (const { hour, ok, failed } of rows) {
    const day = Math.floor(hour / 24);
    const found = days.get(day) ?? { ...push(0, { ok: 0 }), day, okHours: 0, failedHours: 0 };
    days.set(day, {
      ...found,
      ok: found.ok + ok,
      failed: found.failed + failed,
      okHours: (found.okHours ?? 0) | (ok > 0 ? 1 << (hour % 24) : 0),
      failedHours: (found.failedHours ?? 0) | (failed > 0 ? 1 << (hour % 24) : 0),
    });
  }
  return Array.from(days.values());
}

test("the volume of a period is that of its hours and whole days", () => {
  const counted = countUptime(
    past({
      hours: [push(nowHour), push(nowHour - 1, { failed: 2, lostLines: 40 }), push(nowHour - 25, { lines: null })],
      days: [
        { ...push(0, { ok: 50, bytes: null }), day: Math.floor(nowHour / 24) - 100, okHours: null, failedHours: null },
      ],
    }),
    now,
  );
  expect(counted[1]).toMatchObject({ ok: 5, lost: 2, lines: 100, lostLines: 40, bytes: 1000 });
  expect(counted[7]).toMatchObject({ ok: 10, lines: 100, bytes: 2000 });
  expect(counted[365]).toMatchObject({ ok: 60, lines: 200, bytes: 2000 });
});

test.each([
  [null, "Not known"],
  [1, "100%"],
  [8759 / 8760, "99.98%"],
  [0.999_999, "99.99%"],
  [0.29, "29.00%"],
  [0, "0.00%"],
])("uptime %s is written %s", (share, text) => {
  expect(formatUptime(share)).toBe(text);
});

test("uptime leaves out what does not count, and says how much is not known", () => {
  const { 1: day } = countUptime(
    past({
      spans: [
        span("disabled", (nowHour - 20) * hourMs, (nowHour - 10) * hourMs),
        span("healthy", (nowHour - 10) * hourMs),
      ],
    }),
    now,
  );
  expect(day).toMatchObject({ delivered: 10, disabled: 10, failed: 0, unknown: 4 });
  expect(uptimeOf(day)).toBe(1);
  expect(unknownShare(day)).toBeCloseTo(4 / 24);
  expect(uptimeOf({ delivered: 0, failed: 0 })).toBe(null);
});

test("an objective allows a share of the hours that count", () => {
  expect(budgetOf({ delivered: 999, failed: 1 }, { target: 99_900 })).toEqual({ allowed: 1, failed: 1, left: 0 });
  expect(budgetOf({ delivered: 700, failed: 20 }, { target: 99_900 })).toMatchObject({ allowed: 0.72, left: -19.28 });
  expect(budgetOf({ delivered: 0, failed: 0 }, { target: 99_900 })).toBe(null);
});

describe("gaps", () => {
  const range = { from: nowHour - 48, to: nowHour };
  const at = (hoursAgo: number, minute = 0) => (nowHour - hoursAgo) * hourMs + minute * minuteMs;

  test("have their exact times, their lost batches and the newest first", () => {
    const gaps = listGaps(
      past({
        spans: [
          span("healthy", at(40), at(30, 20)),
          span("failing", at(30, 20), at(28, 40)),
          span("healthy", at(28, 40), at(10)),
          span("healthy", at(5), at(3)),
          span("disabled", at(3)),
        ],
        hours: [push(nowHour - 29, { failed: 3, lostLines: 60 }), push(nowHour - 35, { failed: 1, lostLines: null })],
      }),
      range,
    );
    expect(gaps).toEqual([
      { kind: "disabled", from: at(3), to: at(0), isOpen: true, hours: 3, lostBatches: 0, lostLines: null },
      { kind: "unknown", from: at(10), to: at(5), isOpen: false, hours: 5, lostBatches: 0, lostLines: null },
      { kind: "failed", from: at(30, 20), to: at(28, 40), isOpen: false, hours: 3, lostBatches: 3, lostLines: 60 },
      { kind: "failed", from: at(35), to: at(34), isOpen: false, hours: 1, lostBatches: 1, lostLines: null },
    ]);
  });

  test("are none before the job was first known, and after it was deleted", () => {
    expect(listGaps(past(), range)).toEqual([]);
    const gone = past({ spans: [span("healthy", at(20), at(10))], goneAt: at(10) });
    expect(listGaps(gone, range)).toEqual([]);
  });
});
