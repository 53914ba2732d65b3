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
  await expectFitAllLooks(page, "form, empty");
  await jobForm.scope.click();
  await page.getByRole("listbox").getByRole("option", { selected: true }).waitFor();
  await expectFitAllLooks(page, "form, scopes");
  await jobForm.scope.fill("no such scope");
  await page.getByText("Nothing matches “no such scope”.").waitFor();
  await expectFitAllLooks(page, "form, no scope found");
  await jobForm.scope.press("Escape");
  await jobForm.addHeader("Bad Name", "Basic%20abc");
  await page.getByRole("radio", { name: "Basic" }).check();
  await page.getByLabel("User", { exact: true }).fill("a:b");
  await jobForm.openSection("Filter");
  await jobForm.openSection("Format");
  await jobForm.openSection("Batching and cost");
  await jobForm.submit.click();
  await page.getByRole("form").getByRole("alert").waitFor();
  await expectFitAllLooks(page, "form, with errors");
});

test("axe finds nothing on a job's page, its dialogs and related pages", async ({ page, baseURL }) => {
  test.slow();
  const job = await apiCreateJob(baseURL, {
    name: "axe",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/axe?header_X-Secret=abc&tags=a:b",
    filter: "",
  });
  // A press before React has hydrated the page is lost.
  const save = page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled"));
  await page.goto(`${job.path}?tab=settings`);
  await save.waitFor();
  await expectFitAllLooks(page, "job, settings");
  await page.getByLabel("Job name").fill("another");
  await save.click();
  await page.getByRole("dialog", { name: "Review changes" }).waitFor();
  await expectFitAllLooks(page, "job, review");

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
