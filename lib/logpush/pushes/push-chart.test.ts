import { describe, expect, test } from "vitest";
import { axisTicks } from "./chart-view.ts";
import { chartOfGroups, chartOfHours, chartStart, parseStatuses, type StoredHour } from "./push-chart.ts";

const now = Date.parse("2026-03-10T12:34:56Z");
const hour = Math.floor(now / 3_600_000);
const row = (at: number, changes: Partial<StoredHour> = {}): StoredHour => ({
  ...{ hour: at, ok: 10, failed: 0, retried: 0, bytes: 1000, statuses: null },
  ...changes,
});
const all = { nowMs: now, knownFrom: hour - 200, knownUntil: hour + 1 };

describe("the chart of the stored hours", () => {
  test("has a bar for each hour, the present one unfinished", () => {
    const { bars, totals, knownSince } = chartOfHours([row(hour - 23), row(hour, { ok: 3 })], { range: "24h", ...all });
    expect(bars).toHaveLength(24);
    expect(bars[0]).toMatchObject({ start: (hour - 23) * 3_600_000, delivered: 10, isKnown: true, isPartial: false });
    expect(bars[23]).toMatchObject({ start: hour * 3_600_000, delivered: 3, isPartial: true });
    expect(totals).toEqual({ delivered: 13, lost: 0, retried: 0, bytes: 2000 });
    expect(knownSince).toBe(null);
  });

  test("tells lost batches from retried attempts, and counts their statuses", () => {
    const rows = [
      row(hour - 1, { failed: 2, retried: 5, statuses: '{"415":2,"500":5}' }),
      row(hour, { failed: 4, statuses: '{"415":4}' }),
    ];
    const { bars, totals, statuses } = chartOfHours(rows, { range: "24h", ...all });
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

  test("does not know what was not read", () => {
    const { bars, knownSince } = chartOfHours([], { range: "24h", nowMs: now, knownFrom: hour - 2, knownUntil: hour });
    expect(bars.map(({ isKnown }) => isKnown)).toEqual([...Array(21).fill(false), true, true, false]);
    expect(knownSince).toBe((hour - 2) * 3_600_000);
  });

  test("shows a week in bars of six hours", () => {
    const { bars, totals } = chartOfHours([row(hour), row(hour - 160), row(hour - 400)], { range: "7d", ...all });
    expect(bars).toHaveLength(28);
    expect(bars.every(({ start }) => start % (6 * 3_600_000) === 0)).toBe(true);
    expect(totals.delivered).toBe(20);
    expect(bars.at(-1)).toMatchObject({ isPartial: true, isKnown: true, delivered: 10 });
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
  expect(chartStart("1h", now)).toBe(Date.parse("2026-03-10T11:35:00Z"));
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
