import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { form } from "#components/job-form/testing/form.ts";
import { expectFitAllLooks } from "#components/testing/fit-looks.ts";
import { ago } from "./testing/job-data.ts";
import { jobs } from "./testing/jobs.ts";
import { openJob } from "./testing/open-job.tsx";

test("axe finds nothing on the overview of a healthy job and of one that fails", async () => {
  const { close } = await openJob(jobs.healthy);
  await page.getByText("Show as table").click();
  await expect.element(page.getByRole("region", { name: "Deliveries as a table" })).toBeVisible();
  await expectFitAllLooks("overview");
  close();
  await openJob(jobs.failing);
  await page.getByText("Error details").click();
  await expectFitAllLooks("failing");
});

test("axe finds nothing in the dialog that deletes a job", async () => {
  await openJob(jobs.healthy);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await expect.element(page.getByRole("dialog").getByText('"dataset"')).toBeVisible();
  await expectFitAllLooks("delete");
});

test("axe finds nothing on the deliveries of a job", async () => {
  const { close } = await openJob(jobs.failing, { tab: "deliveries" });
  await expect.element(page.getByText("No tests yet.")).toBeVisible();
  await expectFitAllLooks("no tests");
  close();
  const sent = { actor: "local", kind: "probe", records: 0, ms: 12 } as const;
  await openJob(jobs.failing, {
    tab: "deliveries",
    deliveries: {
      tests: [
        { ...sent, id: "2", at: ago(1), status: 401, outcome: "fail", message: "Refused.", code: "E_DESTINATION_401" },
        { ...sent, id: "1", at: ago(2), status: 200, outcome: "pass", message: "Delivered.", code: null },
      ],
      arrivals: [{ id: "1", receivedAt: ago(1), status: 200, records: 3, compressedBytes: 900 }],
    },
  });
  const tests = page.getByRole("table", { name: "Test deliveries" }).getByRole("row");
  await expect.element(tests.nth(1)).toHaveTextContent("401");
  await expect.element(tests.nth(2)).toHaveTextContent("200");
  await expect.element(page.getByRole("link", { name: "Open test receiver" })).toBeVisible();
  await expectFitAllLooks("tests");
});

test("axe finds nothing on the settings of a job", async () => {
  await openJob(jobs.healthy, { tab: "settings" });
  await expect.element(form.save).toBeEnabled();
  await expectFitAllLooks("settings");
});

test("axe finds nothing on the activity and the code of a job", async () => {
  const { close } = await openJob(jobs.healthy, {
    tab: "activity",
    made: [
      { raw: jobs.healthy, source: "headgate", actor: "This machine" },
      { raw: { ...jobs.healthy, enabled: false }, source: "outside", actor: null },
    ],
  });
  await expect.element(page.getByRole("button", { name: "View diff" }).first()).toBeVisible();
  await expectFitAllLooks("activity");
  close();
  await openJob(jobs.healthy, { tab: "code" });
  await expect.element(page.getByRole("region", { name: "curl command" })).toHaveTextContent("POST");
  await expectFitAllLooks("code");
});
