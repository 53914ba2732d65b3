import { expect, test } from "vitest";
import { describeOutcome, shownTime, summarizePushes } from "./summarize-pushes.ts";

const now = Date.parse("2026-03-10T12:34:56Z");

test("shows the last 24 hours, including the current one", () => {
  expect(shownTime(now)).toEqual({ from: "2026-03-09T13:00:00Z", to: "2026-03-10T13:00:00Z" });
  expect(shownTime(Date.parse("2026-03-10T12:00:00Z"))).toEqual(shownTime(now));
});

test("includes hours without a push, and ignores pushes of other times", () => {
  const { hours, statuses } = summarizePushes(
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

test("each failing status has its cause, the most frequent first", () => {
  const hour = "2026-03-10T10:00:00Z";
  const { statuses } = summarizePushes(
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

test("a final failure lost its batch, any other was retried", () => {
  const hour = "2026-03-10T10:00:00Z";
  const groups = [
    { hour, status: 200, count: 40, isFinal: true, records: 1234, bytes: 5_000_000 },
    { hour, status: 500, count: 9, isFinal: false, records: 900, bytes: 1 },
    { hour, status: 500, count: 2, isFinal: true, records: 210, bytes: 1 },
    { hour: "2026-03-01T10:00:00Z", status: 500, count: 7, isFinal: true, records: 7, bytes: 1 },
  ];
  const { outcome } = summarizePushes(groups, now);
  expect(outcome).toEqual({
    lostBatches: 2,
    lostRecords: 210,
    retried: 9,
    deliveredRecords: 1234,
    deliveredBytes: 5_000_000,
  });
  expect(outcome && describeOutcome(outcome)).toEqual({
    isLossy: true,
    words:
      "2 batches lost (about 210 records). 9 failed attempts were retried. Delivered: 1,234 records, 5 MB uncompressed.",
  });
  const calm = { lostBatches: 0, lostRecords: 0, retried: 1, deliveredRecords: 0, deliveredBytes: 0 };
  expect(describeOutcome(calm)).toEqual({
    isLossy: false,
    words: "No logs lost. 1 failed attempt was retried.",
  });
});

test("lost logs are not reported if the API does not show which failures are final", () => {
  const hour = "2026-03-10T10:00:00Z";
  expect(summarizePushes([{ hour, status: 500, count: 2 }], now).outcome).toBeNull();
  expect(summarizePushes([], now).outcome).toBeNull();
});
