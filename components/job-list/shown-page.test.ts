import { expect, test } from "vitest";
import { browserErrors } from "#lib/logpush/errors/browser-errors.ts";
import { listRow } from "#lib/logpush/list/list-row.ts";
import { errorOf } from "#lib/logpush/result.ts";
import type { JobPage } from "#lib/logpush/views.ts";
import { confirmJob, releasePage, showNewer, showPage, stateOf } from "./shown-page.ts";
import { testJob } from "./test-jobs.ts";

const error = errorOf(browserErrors, "E_SERVER_SILENT");
const nowMs = Date.parse("2026-01-02T03:05:05Z");
const rowOf = (jobId: number) => ({
  ...listRow(testJob({ jobId }), { label: "edge-logs", bars: "", staleSince: null, nowMs }),
  key: `zones/z/${jobId}`,
});
const page: JobPage = {
  query: "?q=old",
  rows: [1, 2].map(rowOf),
  urgent: { total: 0, rows: 0 },
  ...{ number: 1, count: 1, first: 1, last: 2, total: 2, counts: {}, datasets: [], scopeName: "", scopeCount: 1 },
  ...{ hasJobs: true, unreadScopes: 0, isListed: true, failures: [], failureCount: 0 },
  asOf: "2026-01-02T03:04:05Z",
  nowMs,
  pollSchedule: { intervalMs: 10_000, pausedUntil: null },
};

test("a page for another address than the present view is not taken for the view's", () => {
  const shown = showPage(page, page.query);
  expect(stateOf(shown, "?q=older")).toEqual({ isReading: true, error: null });
  expect(stateOf(shown, "?q=old")).toEqual({ isReading: false, error: null });
});

test("an error belongs to the view that could not be read, and ends with any page", () => {
  const failed = { ...showPage(page, page.query), failed: { query: "?q=new", error } };
  expect(stateOf(failed, "?q=new")).toEqual({ isReading: false, error });
  expect(stateOf(failed, "?q=newer")).toEqual({ isReading: true, error: null });
  expect(stateOf(showPage(page, "?q=new"), "?q=new")).toEqual({ isReading: false, error: null });
});

test("what Cloudflare confirmed replaces its row, and a deleted job leaves", () => {
  const changed = confirmJob(showPage(page, page.query), "zones/z/1", testJob({ jobId: 1, enabled: false }));
  expect(confirmJob(changed, "zones/z/2", null).page.rows.map(({ enabled }) => enabled)).toEqual([false]);
});

test("rows keep their places while somebody points at them, and move when they are free", () => {
  const newer = { ...page, rows: [3, 2, 1].map(rowOf) };
  const keysOf = (rows: JobPage["rows"]) => rows.map(({ key }) => key.slice(-1)).join("");
  const held = showNewer(showPage(page, page.query), newer, { query: page.query, isHeld: true });
  expect(keysOf(held.page.rows)).toBe("12");
  expect(keysOf(releasePage(held).page.rows)).toBe("321");
  expect(keysOf(showNewer(held, newer, { query: page.query, isHeld: false }).page.rows)).toBe("321");
  // Another view is shown as it is.
  expect(keysOf(showNewer(showPage(page, page.query), newer, { query: "", isHeld: true }).page.rows)).toBe("321");
});
