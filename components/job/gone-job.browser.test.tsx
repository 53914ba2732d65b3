import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { historyOf } from "#components/history/testing/versions.ts";
import { savedJob } from "#components/job-form/testing/saved-job.ts";
import { expectFitLooks } from "#components/testing/fit-looks.ts";
import { openPage } from "#components/testing/open-page.tsx";
import { nowMs } from "#components/testing/stored-job.ts";
import { JobVersions } from "./activity/job-versions.tsx";
import { GoneJob } from "./gone-job.tsx";
import { ago } from "./testing/job-data.ts";
import { jobs } from "./testing/jobs.ts";

test("a deleted job says so, with what can be done", async () => {
  const { summary } = savedJob(jobs.healthy);
  const { history, actions } = historyOf([{ raw: jobs.healthy, source: "first", actor: null }], true);
  const { name: label, dataset, scopeName, ref } = summary;
  openPage(
    <GoneJob
      job={{ label, dataset, scopeName, goneAt: ago(1), by: { isOutside: false, person: "This machine" } }}
      may={{ operate: true, write: true }}
    >
      <JobVersions jobRef={ref} initial={history} nowMs={nowMs} mayRestore actions={actions} />
    </GoneJob>,
  );
  await expect.element(page.getByText("This job was deleted")).toBeVisible();
  await expect.element(page.getByRole("main").getByRole("link", { name: "All jobs" })).toBeVisible();
  const version = page.getByRole("region", { name: "Versions" }).getByRole("listitem").first();
  await expect.element(version.getByRole("button", { name: "Restore this version" })).toBeVisible();
  await expectFitLooks("deleted");
});
