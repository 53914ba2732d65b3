import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { headOf, uptimeOf } from "#components/job/testing/job-data.ts";
import { jobs } from "#components/job/testing/jobs.ts";
import { openJob } from "#components/job/testing/open-job.tsx";
import { expectFitLooks } from "#components/testing/fit-looks.ts";
import { ok } from "#lib/logpush/result.ts";
import type { Objective } from "#lib/logpush/uptime/uptime.ts";

const card = page.getByRole("region", { name: "Uptime", exact: true });
const target = card.getByLabelText("Hours delivered, %");
const byDefault: Objective = { target: 99_500, days: 30 };
const own: Objective = { target: 95_000, days: 7 };
const { summary } = headOf(jobs.failing);

test("a job has its gaps, and the objective of all jobs until it has one of its own", async () => {
  const { actions } = await openJob(jobs.failing, { overview: { uptime: uptimeOf(summary, byDefault) } });
  actions.setObjective.mockResolvedValue(ok(null));
  await expect.element(card).toHaveTextContent("99.5% of hours in 30 days");
  await expect.element(card).toHaveTextContent("(default)");
  await expect.element(card.getByRole("table", { name: "Gaps" }).getByRole("row").nth(1)).toHaveTextContent("Failed");
  await card.getByRole("button", { name: "Change objective" }).click();
  await target.fill("100");
  await expect.element(target).toHaveAccessibleDescription(/Enter 50 to 99\.999\./);
  await expectFitLooks("objective with an error");
  await expect.element(card.getByRole("button", { name: "Use the default" })).not.toBeInTheDocument();
  await target.fill("95");
  await card.getByLabelText("Period").selectOptions("7 days");
  await card.getByRole("button", { name: "Save objective" }).click();
  await expect.element(card.getByRole("button", { name: "Change objective" })).toHaveFocus();
  expect(actions.setObjective.mock.calls.map(([{ objective }]) => objective)).toEqual([own]);
});

test("a job leaves its own objective for the default", async () => {
  const { actions } = await openJob(jobs.failing, { overview: { uptime: uptimeOf(summary, own, true) } });
  actions.setObjective.mockResolvedValue(ok(null));
  await expect.element(card).toHaveTextContent("95% of hours in 7 days");
  await expect.element(card).not.toHaveTextContent("(default)");
  await card.getByRole("button", { name: "Change objective" }).click();
  await card.getByRole("button", { name: "Use the default" }).click();
  await expect.poll(() => actions.setObjective.mock.calls.map(([{ objective }]) => objective)).toEqual(["default"]);
});
