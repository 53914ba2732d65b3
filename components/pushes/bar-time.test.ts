import { expect, test } from "vitest";
import { barTime } from "./bar-time.ts";
import { tickText } from "./tick-text.ts";

const hourMs = 3_600_000;
const nowMs = Date.parse("2026-03-10T12:34:56Z");
const start = Date.parse("2026-03-10T11:00:00Z");

test("a bar says its day and its span, in UTC until the time zone is known", () => {
  const bar = (from: number, hours: number) => ({ start: from, end: from + hours * hourMs });
  expect(barTime(bar(start, 1), { nowMs, isLocal: false })).toBe("Today, 11:00–12:00 UTC");
  expect(barTime(bar(start - 24 * hourMs, 1), { nowMs, isLocal: false })).toBe("9 Mar, 11:00–12:00 UTC");
  const midnight = Date.parse("2026-03-03T00:00:00Z");
  expect(barTime(bar(midnight, 24), { nowMs, isLocal: true })).toBe("3 Mar UTC");
  expect(barTime(bar(midnight, 7 * 24), { nowMs, isLocal: true })).toBe("3 Mar – 9 Mar UTC");
});

test("a few bars have a text under them, and none beside the last one", () => {
  const textsOf = (stepMs: number, count: number) =>
    Array.from({ length: count }, (_, at) =>
      tickText(start + at * stepMs, at, { stepMs, count, isLocal: false }),
    ).filter(Boolean);
  expect(textsOf(hourMs, 24)).toEqual(["11:00", "17:00", "23:00", "05:00"]);
  expect(textsOf(hourMs / 12, 12)).toEqual(["11:00", "11:15", "11:30", "11:45"]);
  expect(textsOf(6 * hourMs, 28)).toEqual(["10 Mar", "12 Mar", "14 Mar"]);
  expect(textsOf(24 * hourMs, 30)).toEqual(["10 Mar", "20 Mar", "30 Mar"]);
  expect(textsOf(7 * 24 * hourMs, 53)).toEqual(["10 Mar", "7 Jul", "3 Nov"]);
});
