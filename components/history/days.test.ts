import { afterEach, expect, test, vi } from "vitest";
import { daysOf } from "./days.ts";

afterEach(() => vi.unstubAllEnvs());

const rows = ["2026-03-10T01:00:00Z", "2026-03-09T23:00:00Z", "2026-03-08T12:00:00Z", "2025-12-31T12:00:00Z"].map(
  (at) => ({ at }),
);
const now = Date.parse("2026-03-10T12:00:00Z");

test.each([
  ["UTC", ["Today 10 Mar 1", "Yesterday 9 Mar 1", "Sunday 8 Mar 1", "Wednesday 31 Dec 2025 1"]],
  ["America/New_York", ["Yesterday 9 Mar 2", "Sunday 8 Mar 1", "Wednesday 31 Dec 2025 1"]],
])("in %s, rows stand under the days of that time zone", (zone, expected) => {
  vi.stubEnv("TZ", zone);
  const days = daysOf(rows, now, { isLocal: true });
  expect(days.map(({ title, date, rows: of }) => `${title} ${date} ${of.length}`)).toEqual(expected);
});

test("the server begins with the days of UTC", () => {
  vi.stubEnv("TZ", "America/New_York");
  expect(daysOf(rows, now, { isLocal: false }).map(({ title }) => title)).toEqual([
    "Today",
    "Yesterday",
    "Sunday",
    "Wednesday",
  ]);
});

test.each([
  ["2026-03-09T04:30:00Z", ["2026-03-08T20:00:00Z", "2026-03-07T20:00:00Z"], ["Yesterday", "Saturday"]],
  ["2026-11-02T04:30:00Z", ["2026-11-02T01:00:00Z", "2026-10-31T20:00:00Z"], ["Today", "Yesterday"]],
])("at %s, in a night with another clock, yesterday is the day before", (at, times, titles) => {
  vi.stubEnv("TZ", "America/New_York");
  const days = daysOf(
    times.map((time) => ({ at: time })),
    Date.parse(at),
    { isLocal: true },
  );
  expect(days.map(({ title }) => title)).toEqual(titles);
});
