import { expect, test } from "vitest";
import { browserErrors } from "#lib/logpush/errors/browser-errors.ts";
import { errorOf } from "#lib/logpush/result.ts";
import type { JobPage } from "#lib/logpush/views.ts";
import { confirmJob, pageOf, showPage, stateOf } from "./shown-page.ts";
import { testJob } from "./test-jobs.ts";

const error = errorOf(browserErrors, "E_SERVER_SILENT");
const page: JobPage = {
  query: "?q=old",
  rows: [1, 2].map((jobId) => ({ job: testJob({ jobId }), key: `zones/z/${jobId}`, label: "", staleSince: null })),
  ...{ number: 1, count: 1, first: 1, last: 2, total: 2, counts: {}, datasets: [], scopes: [], scopeCount: 1 },
  ...{ hasJobs: true, unreadScopes: 0, isListed: true, failures: [], failureCount: 0 },
  asOf: "2026-01-02T03:04:05Z",
  nowMs: Date.parse("2026-01-02T03:05:05Z"),
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

test("what Cloudflare confirmed replaces its row until the next page", () => {
  const changed = confirmJob(showPage(page, page.query), "zones/z/1", testJob({ jobId: 1, enabled: false }));
  const shown = confirmJob(changed, "zones/z/2", null);
  expect(pageOf(shown).rows.map(({ job }) => job.enabled)).toEqual([false]);
  expect(pageOf(showPage(page, page.query)).rows).toHaveLength(2);
});
