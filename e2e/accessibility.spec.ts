import { expectFitAllLooks } from "./axe.ts";
import { apiCreateJob } from "./emulator-api.ts";
import { test } from "./fixtures.ts";

test("axe finds nothing on the list, the form and other pages", async ({ page, jobForm }) => {
  test.slow();
  await page.goto("/");
  await page.getByRole("table").waitFor();
  await expectFitAllLooks(page, "list");
  await page.getByRole("checkbox", { name: "Select gateway-splunk" }).click();
  await page.getByRole("toolbar", { name: "Bulk actions" }).waitFor();
  await page.getByRole("searchbox", { name: "Search jobs" }).click();
  await page.getByRole("group", { name: "Search filters" }).waitFor();
  await expectFitAllLooks(page, "list, searching");
  await page.goto("/?q=nothing-has-this-name");
  await page.getByRole("button", { name: "Clear search" }).waitFor();
  await expectFitAllLooks(page, "list, nothing found");

  await jobForm.open();
  await expectFitAllLooks(page, "form");
});

test("axe finds nothing on a job's page, its dialogs and related pages", async ({ page, baseURL }) => {
  test.slow();
  const job = await apiCreateJob(baseURL, {
    name: "axe",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/axe?header_X-Secret=abc&tags=a:b",
    filter: "",
  });
  await page.goto(`${job.path}?tab=settings`);
  await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
  await expectFitAllLooks(page, "job, settings");
  await page.goto(job.path);
  await expectFitAllLooks(page, "job");
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("dialog").getByText('"dataset"').waitFor();
  await expectFitAllLooks(page, "job, delete");

  await page.goto("/explain");
  await page
    .getByLabel("Destination string", { exact: true })
    .fill("http://h.example?header_A=b c&header_a=d+e&token=x");
  await page.getByRole("region", { name: "Findings" }).waitFor();
  await expectFitAllLooks(page, "explain");
  await page.goto("/receiver");
  await expectFitAllLooks(page, "receiver");
  await page.goto("/no-such-page");
  await expectFitAllLooks(page, "not found");
});
