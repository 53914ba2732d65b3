import { expect, test } from "vitest";
import { barTime, tickText } from "./bar-time.ts";

const hourMs = 3_600_000;
const nowMs = Date.parse("2026-03-10T12:34:56Z");
const start = Date.parse("2026-03-10T11:00:00Z");

test("a bar says its day and its span, in UTC until the time zone is known", () => {
  expect(barTime(start, hourMs, { nowMs, isLocal: false })).toBe("Today, 11:00–12:00 UTC");
  expect(barTime(start - 24 * hourMs, hourMs, { nowMs, isLocal: false })).toBe("9 Mar, 11:00–12:00 UTC");
});

test("a few bars have a text under them, and none beside the last one", () => {
  const day = { range: "24h" as const, count: 24, isLocal: false };
  const texts = Array.from({ length: 24 }, (_, at) => tickText(start + at * hourMs, at, day));
  expect(texts.filter(Boolean)).toEqual(["11:00", "17:00", "23:00", "05:00"]);
  const week = { range: "7d" as const, count: 28, isLocal: false };
  expect(tickText(start, 0, week)).toBe("10 Mar");
  expect(tickText(start, 27, week)).toBe("");
});
