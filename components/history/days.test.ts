import { expect, test } from "vitest";
import { daysOf } from "./days.ts";

const rows = ["2026-03-10T01:00:00Z", "2026-03-09T23:00:00Z", "2026-03-08T12:00:00Z", "2025-12-31T12:00:00Z"].map(
  (at) => ({ at }),
);
const now = Date.parse("2026-03-10T12:00:00Z");

test.each([
  ["UTC", ["Today 10 Mar 1", "Yesterday 9 Mar 1", "Sunday 8 Mar 1", "Wednesday 31 Dec 2025 1"]],
  ["America/New_York", ["Yesterday 9 Mar 2", "Sunday 8 Mar 1", "Wednesday 31 Dec 2025 1"]],
])("in %s, rows stand under the days of that time zone", (zone, expected) => {
  const days = daysOf(rows, now, zone);
  expect(days.map(({ title, date, rows: of }) => `${title} ${date} ${of.length}`)).toEqual(expected);
});
