import { describe, expect, test } from "vitest";
import { axisTicks } from "./chart-view.ts";
import { type AskedRange, chartWindow } from "./chart-window.ts";
import { chartOfGroups, chartOfPushes, parseStatuses, type StoredHour, type StoredPushes } from "./push-chart.ts";

const now = Date.parse("2026-03-10T12:34:56Z");
const hour = Math.floor(now / 3_600_000);
const row = (at: number, changes: Partial<StoredHour> = {}): StoredHour => ({
  ...{ hour: at, ok: 10, failed: 0, retried: 0, bytes: 1000, statuses: null },
  ...changes,
});
const dayMs = 24 * 3_600_000;
/** All hours that have ended are counted. */
const counted = { from: hour - 24 * 400, until: now };
const chart = (hours: StoredHour[], range: AskedRange, more: Partial<StoredPushes> = {}) =>
  chartOfPushes({ hours, counted, ...more }, chartWindow(range, { nowMs: now, hoursFrom: now - 35 * dayMs }), now);

describe("the chart of the stored hours", () => {
  test("has a bar for each hour, the present one unfinished", () => {
    const { bars, totals, knownSince } = chart([row(hour - 23), row(hour, { ok: 3 })], "24h");
    expect(bars).toHaveLength(24);
    expect(bars[0]).toMatchObject({ start: (hour - 23) * 3_600_000, delivered: 10, isKnown: true, isPartial: false });
    expect(bars[23]).toMatchObject({ start: hour * 3_600_000, delivered: 3, isPartial: true, isKnown: true });
    expect(totals).toEqual({ delivered: 13, lost: 0, retried: 0, bytes: 2000 });
    expect(knownSince).toBe(null);
  });

  test("tells lost batches from retried attempts, and counts their statuses", () => {
    const rows = [
      row(hour - 1, { failed: 2, retried: 5, statuses: '{"415":2,"500":5}' }),
      row(hour, { failed: 4, statuses: '{"415":4}' }),
    ];
    const { bars, totals, statuses } = chart(rows, "24h");
    expect(bars[22]?.statuses).toEqual([
      [500, 5],
      [415, 2],
    ]);
    expect(totals).toMatchObject({ lost: 6, retried: 5 });
    expect(statuses.map(({ status, count }) => [status, count])).toEqual([
      [415, 6],
      [500, 5],
    ]);
    expect(statuses.every(({ cause }) => cause !== null)).toBe(true);
  });

  test("does not know what was not read, nor what the analytics count late", () => {
    const { bars, knownSince, knownUntil } = chart([], "24h", {
      counted: { from: hour - 4, until: (hour - 1) * 3_600_000 + 299_999 },
    });
    expect(bars.map(({ isKnown }) => isKnown)).toEqual([...Array(19).fill(false), true, true, false, false, false]);
    expect([knownSince, knownUntil]).toEqual([(hour - 4) * 3_600_000, (hour - 2) * 3_600_000]);
  });

  test("does not take the present hour for one without deliveries", () => {
    const { bars } = chart([row(hour - 1)], "24h");
    expect(bars.slice(-2).map(({ isKnown }) => isKnown)).toEqual([true, false]);
  });

  test("shows a week in bars of six hours", () => {
    const { bars, totals } = chart([row(hour), row(hour - 160), row(hour - 400)], "7d");
    expect(bars).toHaveLength(28);
    expect(bars.every(({ start }) => start % (6 * 3_600_000) === 0)).toBe(true);
    expect(totals.delivered).toBe(20);
    expect(bars.at(-1)).toMatchObject({ isPartial: true, isKnown: true, delivered: 10 });
    expect(chart([], "7d").bars.at(-1)).toMatchObject({ isPartial: true, isKnown: true });
  });

  test("shows a year in weeks, the first of which is shorter, of hours and of days", () => {
    const today = Math.floor(now / dayMs);
    const day = (ago: number) => ({ day: today - ago, ok: 7, failed: 1, retried: null, bytes: 5 });
    const { bars, totals } = chart([row(hour)], "365d", { days: [day(364), day(365), day(363), day(40)] });
    expect(bars).toHaveLength(53);
    expect(bars[0]).toMatchObject({ start: (today - 364) * dayMs, end: (today - 363) * dayMs, delivered: 7 });
    expect(bars[1]).toMatchObject({ start: (today - 363) * dayMs, delivered: 7, lost: 1 });
    expect(bars.at(-1)).toMatchObject({ end: (today + 1) * dayMs, delivered: 10, isPartial: true });
    expect(totals).toMatchObject({ delivered: 31, lost: 3 });
  });
});

describe("any time", () => {
  const ago = (days: number) => now - days * dayMs;
  const shape = (from: number, to = now) => {
    const { bars, stepMs, range } = chart([], { from, to });
    expect(range).toBe("custom");
    return [bars.length, stepMs / 3_600_000, bars.at(-1)?.isPartial];
  };

  test.each<[string, number, number, unknown[]]>([
    ["a day, by the hour", ago(1), now, [25, 1, true]],
    ["ten days, by six hours", ago(10), now, [41, 6, true]],
    ["a month, by the day", ago(31), now, [32, 24, true]],
    ["half a year, by the week", ago(182), now, [27, 168, true]],
    ["a day of which only the sum is left, whole", ago(100), ago(99), [2, 24, false]],
    ["a past day", ago(3), ago(2), [25, 1, false]],
    ["what has not begun, as the last hour", now + 5, now + 9, [2, 1, true]],
    ["more than is kept", 0, now, [58, 168, true]],
    ["an end before its beginning", ago(1), ago(2), [2, 1, false]],
  ])("%s", (_title, from, to, expected) => {
    expect(shape(from, to)).toEqual(expected);
  });
});

test("the last hour has a bar for every five minutes", () => {
  const { bars, totals } = chartOfGroups(
    [
      { start: "2026-03-10T12:30:00Z", status: 200, count: 3, isFinal: true, bytes: 70 },
      { start: "2026-03-10T12:30:00Z", status: 500, count: 2, isFinal: false },
      { start: "2026-03-10T12:25:00Z", status: 401, count: 1, isFinal: true },
      { start: "2026-03-10T10:25:00Z", status: 401, count: 9, isFinal: true },
      { start: "no time", status: 401, count: 9, isFinal: true },
    ],
    now,
  );
  expect(bars).toHaveLength(12);
  expect(bars[11]).toMatchObject({ delivered: 3, retried: 2, lost: 0, bytes: 70, isPartial: true });
  expect(bars[10]).toMatchObject({ lost: 1, statuses: [[401, 1]] });
  expect(totals).toMatchObject({ delivered: 3, lost: 1, retried: 2 });
  expect(bars[0]?.start).toBe(Date.parse("2026-03-10T11:35:00Z"));
  expect(chartOfGroups([], now).bars.map(({ isKnown }) => isKnown)).toEqual([...Array(11).fill(true), false]);
});

test("without the sign that failures are final, they count as lost", () => {
  expect(chartOfGroups([{ start: "2026-03-10T12:30:00Z", status: 500, count: 2 }], now).totals.lost).toBe(2);
});

test.each([
  [0, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [141, [0, 50, 100, 150]],
  [160, [0, 50, 100, 150, 200]],
  [98_000, [0, 25_000, 50_000, 75_000, 100_000]],
])("an axis up to %d", (most, ticks) => {
  expect(axisTicks(most)).toEqual(ticks);
});

test("statuses of the store", () => {
  expect(parseStatuses(null)).toEqual(new Map());
  expect(parseStatuses('{"500":2}')).toEqual(new Map([[500, 2]]));
});
