import { expect, test } from "vitest";
import { shownTime, summarisePushes } from "./summarise-pushes.ts";

const now = Date.parse("2026-03-10T12:34:56Z");

test("the time that is shown are the last 24 hours, the current one too", () => {
  expect(shownTime(now)).toEqual({ from: "2026-03-09T13:00:00Z", to: "2026-03-10T13:00:00Z" });
  expect(shownTime(Date.parse("2026-03-10T12:00:00Z"))).toEqual(shownTime(now));
});

test("hours without a push are there too, and pushes of another time are not counted", () => {
  const { hours, statuses } = summarisePushes(
    [
      { hour: "2026-03-09T13:00:00Z", status: 200, count: 5 },
      { hour: "2026-03-10T12:00:00Z", status: 204, count: 1 },
      { hour: "2026-03-10T12:00:00.000Z", status: 401, count: 7 },
      { hour: "2026-03-09T12:00:00Z", status: 500, count: 9 },
      { hour: "2026-03-10T13:00:00Z", status: 500, count: 9 },
      { hour: "no time", status: 500, count: 9 },
    ],
    now,
  );
  expect(hours).toHaveLength(24);
  expect(hours[0]).toEqual({ hour: "2026-03-09T13:00:00Z", delivered: 5, failed: 0 });
  expect(hours[23]).toEqual({ hour: "2026-03-10T12:00:00Z", delivered: 1, failed: 7 });
  expect(hours.slice(1, 23).every(({ delivered, failed }) => delivered + failed === 0)).toBe(true);
  expect(statuses.map(({ status }) => status)).toEqual([200, 204, 401]);
});

test("each failing status says its cause, the most frequent first", () => {
  const hour = "2026-03-10T10:00:00Z";
  const { statuses } = summarisePushes(
    [
      { hour, status: 500, count: 1 },
      { hour, status: 1105, count: 3 },
      { hour, status: 200, count: 2 },
      { hour, status: 1105, count: 4 },
    ],
    now,
  );
  expect(statuses).toMatchObject([
    { status: 200, count: 2, cause: null },
    { status: 1105, count: 7, cause: { code: "E_DESTINATION_DNS" } },
    { status: 500, count: 1, cause: { code: expect.stringMatching(/^E_DESTINATION_/) } },
  ]);
});
