import { expect, test } from "vitest";
import { type CsvJob, periodLine, periodsHead, stateLines, statesHead } from "./uptime-csv.ts";

const job: CsvJob = {
  ...{ scope: "zones/a", scopeName: "example.com", jobId: 7, name: '=HYPERLINK("x"),y', dataset: "http_requests" },
  goneAt: null,
};
const hourMs = 3_600_000;
const count = {
  ...{ delivered: 8759, failed: 1, noData: 2, waiting: 3, disabled: 4, unknown: 5, ok: 6, lost: 7, retried: 8 },
  ...{ lines: null, lostLines: 9, bytes: 0 },
};
const name = `"'=HYPERLINK(""x""),y"`;

test("a line of uptime has as many cells as the head, no formula, and 100 only for what never failed", () => {
  const line = periodLine(job, { days: 365, until: 24, count });
  expect(line).toBe(
    `zones/a,example.com,7,${name},http_requests,,365,1970-01-02T00:00:00Z,99.98858,8759,1,2,3,4,5,6,7,8,,9,0\r\n`,
  );
  expect(line.replace('""),', '"")').split(",")).toHaveLength(periodsHead.split(",").length);
  expect(periodLine(job, { days: 1, until: 24, count: { ...count, failed: 0 } })).toContain("Z,100,8759,0,");
  expect(periodLine(job, { days: 1, until: 24, count: { ...count, delivered: 0, failed: 0 } })).toContain("Z,,0,0,");
});

test("states are listed with the times between in which nobody knows them", () => {
  const spans = [
    { state: "healthy" as const, since: 0, until: 2 * hourMs },
    { state: "failing" as const, since: 2 * hourMs, until: 2.5 * hourMs },
    { state: "healthy" as const, since: 5 * hourMs, until: null },
  ];
  const cells = (seenUntil: number, changes: Partial<CsvJob> = {}) =>
    [...stateLines({ ...job, name: "j", ...changes }, { spans, seenUntil, nowMs: 9 * hourMs })].map((line) =>
      line.trim().split(",").slice(5).join(" "),
    );
  const until5 = [
    "healthy 1970-01-01T00:00:00Z 1970-01-01T02:00:00Z 2",
    "failing 1970-01-01T02:00:00Z 1970-01-01T02:30:00Z 0.5",
    "not known 1970-01-01T02:30:00Z 1970-01-01T05:00:00Z 2.5",
  ];
  expect(cells(9 * hourMs)).toEqual([...until5, "healthy 1970-01-01T05:00:00Z  4"]);
  expect(cells(6 * hourMs)).toEqual([
    ...until5,
    "healthy 1970-01-01T05:00:00Z 1970-01-01T06:00:00Z 1",
    "not known 1970-01-01T06:00:00Z  3",
  ]);
  expect(cells(6 * hourMs, { goneAt: 7 * hourMs }).at(-1)).toBe(
    "not known 1970-01-01T06:00:00Z 1970-01-01T07:00:00Z 1",
  );
  expect(statesHead).toBe("scope,zone_or_account,job_id,job,dataset,state,from,to,hours\r\n");
});
