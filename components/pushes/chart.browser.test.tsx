import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { chartOf, headOf } from "#components/job/testing/job-data.ts";
import { jobs } from "#components/job/testing/jobs.ts";
import { openJob } from "#components/job/testing/open-job.tsx";
import { expectFitLooks } from "#components/testing/fit-looks.ts";
import { nowMs } from "#components/testing/stored-job.ts";
import { focus } from "#components/testing/user.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { chartOfGroups } from "#lib/logpush/pushes/push-chart.ts";
import { ok } from "#lib/logpush/result.ts";

const deliveries = page.getByRole("region", { name: "Deliveries", exact: true });
const chart = page.getByRole("img", { name: /^Batches/ });
const tip = chart.getByRole("status");

test("the numbers of a bar are shown by the arrow keys and under the pointer", async () => {
  await openJob(jobs.failing);
  await expect.element(chart).toHaveAccessibleName("Batches in the last 24 hours: 120 delivered, 6 failed, 3 retried");
  await expect.element(deliveries).toHaveTextContent(/Delivered 120\s*Failed 6\s*Retried 3/);
  await focus(chart);
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
  await expect.element(tip).toHaveTextContent(/\d\d:00–\d\d:00.*Failed, 401/s);
  await expect.element(chart).toHaveAccessibleDescription(/Failed, 401/);
  await userEvent.keyboard("{Escape}");
  await expect.element(tip).not.toBeInTheDocument();
  await chart.hover({ position: { x: 20, y: 60 } });
  await expect.element(tip).toHaveTextContent("Delivered");
  await expect.element(tip).not.toHaveTextContent("Failed");
});

test("the chart has a table with a row for each bar, the newest first", async () => {
  await openJob(jobs.failing);
  await deliveries.getByText("Show as table").click();
  const rows = page.getByRole("region", { name: "Deliveries as a table" }).getByRole("row");
  await expect.element(rows).toHaveLength(25);
  await expect.element(rows.nth(1)).toHaveTextContent(/^Today, 12:00–13:00500$/);
  await expect.element(rows.nth(2)).toHaveTextContent(/^Today, 11:00–12:00521$/);
  await expect.element(rows.nth(5)).toHaveTextContent(/^Today, 08:00–09:00500$/);
});

test("a chart says since when it is known", async () => {
  const { summary } = headOf(jobs.failing);
  await openJob(jobs.failing, { overview: { chart: chartOf(summary, 6) } });
  await expect.element(deliveries).toHaveTextContent(/Not known before .*07:00/);
});

test("a range without an end after its start is refused at its field", async () => {
  await openJob(jobs.failing);
  await deliveries.getByText("Custom", { exact: true }).click();
  await deliveries.getByLabelText("From").fill("2026-03-02T10:00");
  await deliveries.getByLabelText("To", { exact: true }).fill("2026-03-01T10:00");
  await deliveries.getByRole("button", { name: "Show" }).click();
  await expect
    .element(deliveries.getByLabelText("To", { exact: true }))
    .toHaveAccessibleDescription("Enter a time after the start.");
  await expectFitLooks("custom range");
});

test("the last hour is asked for when it is chosen, and a refusal is shown until the next answer", async () => {
  const { actions } = await openJob(jobs.failing);
  const choose = (range: string) => deliveries.getByText(range, { exact: true }).click();
  actions.readPushes.mockResolvedValueOnce({ ok: false, error: describedError("E_ANALYTICS") });
  await choose("1 h");
  await expect.element(deliveries.getByRole("alert")).toHaveTextContent("analytics");
  await choose("24 h");
  const start = new Date(nowMs - 600_000).toISOString();
  const groups = [
    { start, status: 200, count: 4 },
    { start, status: 401, count: 2, isFinal: true },
  ];
  actions.readPushes.mockResolvedValueOnce(ok(chartOfGroups(groups, nowMs)));
  await choose("1 h");
  await expect.element(chart).toHaveAccessibleName("Batches in the last hour: 4 delivered, 2 failed, 0 retried");
  await expect.element(deliveries.getByRole("alert")).not.toBeInTheDocument();
});

test("failures are listed by hour, with status and cause", async () => {
  await openJob(jobs.failing, { tab: "deliveries" });
  const rows = page.getByRole("table", { name: "Deliveries by hour" }).getByRole("row");
  await expect.element(rows.nth(2)).toHaveTextContent(/401 3× .*401/);
});
