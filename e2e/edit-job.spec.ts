import type { Page } from "@playwright/test";
import { api, apiCreateJob, apiJob, apiUpdateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import type { JobFormPage } from "./pages/job-form.page.ts";

const conf = "https://receiver.headgate.test/edit?header_X-One=first%7e&x=a:b&&header_X-Two=sec%2Bond&y=q+r";

const saved = (page: Page) => page.getByRole("status").filter({ hasText: "Changes saved." });

/** Changes something in each part of the form. */
async function changeEveryPart(page: Page, jobForm: JobFormPage): Promise<void> {
  const row = (name: string) => page.getByRole("listitem", { name, exact: true });
  await page.getByRole("button", { name: "Replace value of header X-Two" }).click();
  await page.getByLabel("Header value", { exact: true }).fill("third");
  await row("Parameter 1").getByRole("button", { name: "Remove parameter" }).click();
  await row("Header 3").getByLabel("Use this header").uncheck();
  await row("Header 2").getByRole("button", { name: "Move up" }).click();
  await row("Header 4").getByRole("button", { name: "+ means a space: write %20" }).click();
  await jobForm.name.fill("edited");
  await jobForm.openSection("Filter");
  await page.getByRole("button", { name: "Remove filter" }).click();
  await jobForm.openSection("Format");
  await page.getByLabel("Record delimiter", { exact: true }).fill(",");
  await jobForm.openSection("Batching and cost");
  await page.getByRole("group", { name: "bytes limit" }).getByRole("button", { name: "Default" }).click();
  await page.getByRole("group", { name: "records limit" }).getByRole("button", { name: "Off" }).click();
  await jobForm.fillOtherSettings({
    ...{ not_born_yet: { b: false }, typed_here: "new" },
    output_options: { brand_new: { a: [1, null] } },
  });
}

test("an edit of every part changes only what was changed, and unknown settings survive", async ({
  page,
  jobForm,
  baseURL,
}) => {
  const output_options = {
    ...{ field_names: ["RayID"], timestamp_format: "unix", "CVE-2021-44228": true, batch_prefix: "<" },
    brand_new: { a: [1, null] },
  };
  const job = await apiCreateJob(baseURL, {
    name: "edit-me",
    dataset: "http_requests",
    destination_conf: `${conf}&header_X-Off=no&header_X-Plus=a+b`,
    output_options,
    filter: '{"where":{"and":[{"key":"ClientRequestMethod","operator":"eq","value":"GET"}]}}',
    ...{ max_upload_bytes: 0, max_upload_records: 5000, not_born_yet: { b: false }, gone_soon: 1 },
  });
  await jobForm.openSaved(job.path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("edit-me");
  await expect(page.getByText("saved", { exact: true })).toHaveCount(6);
  expect(await page.content()).not.toContain("sec%2Bond");
  await changeEveryPart(page, jobForm);
  await page.getByRole("button", { name: "Save changes" }).click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect(review.getByRole("row")).toHaveCount(12);
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect(saved(page)).toBeVisible();
  await expect(page).not.toHaveURL(/saved=/);

  const stored = await apiJob(baseURL, job);
  expect(stored).toMatchObject({
    ...{ name: "edited", filter: "", max_upload_records: 0, not_born_yet: { b: false }, typed_here: "new" },
    destination_conf:
      "https://receiver.headgate.test/edit?header_X-Two=third&&header_X-One=first%7e&y=q+r&header_X-Plus=a%20b",
  });
  expect(stored.output_options).toEqual({ ...output_options, record_delimiter: "," });
  expect([stored.max_upload_bytes ?? null, stored.gone_soon ?? null]).toEqual([null, null]);
});

test("a job that changed or was deleted meanwhile is not overwritten silently, and the typed text stays", async ({
  page,
  jobForm,
  baseURL,
}) => {
  test.slow();
  const job = await apiCreateJob(baseURL, { name: "two-tabs", dataset: "http_requests", destination_conf: conf });
  await jobForm.openSaved(job.path);
  await jobForm.name.fill("mine");
  await apiUpdateJob(baseURL, job, { max_upload_records: 5000 });
  const save = async () => {
    await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).click();
    await page.getByRole("button", { name: "Confirm and save" }).click();
  };
  await save();
  const conflict = page.getByRole("dialog", { name: "This job was modified by someone else" });
  await expect(conflict.getByRole("region", { name: "Their changes" })).toContainText("5000");
  await expect(conflict.getByRole("region", { name: "Your changes" })).toContainText("mine");
  await expect(conflict.getByRole("row", { name: /Max upload records/ })).toContainText("5000");
  expect((await apiJob(baseURL, job)).name).toBe("two-tabs");
  await expect(jobForm.name).toHaveValue("mine");
  await conflict.getByRole("button", { name: "Overwrite" }).click();
  await expect(saved(page)).toBeVisible();
  expect(await apiJob(baseURL, job)).toMatchObject({ name: "mine", max_upload_records: 5000 });

  // What is typed for a job that is gone can become a new one, except for its secrets.
  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
  await jobForm.name.fill("comes-back");
  await page.getByLabel("Max upload records").fill("2000");
  await api(baseURL, job.api, { method: "DELETE" });
  await save();
  await expect(jobForm.alert).toContainText("This job no longer exists.");
  await expect(jobForm.name).toHaveValue("comes-back");
  await page.getByRole("button", { name: "Save as new job" }).click();
  await expect(page).toHaveURL(/\/jobs\/new$/);
  await expect(page.getByText(/Draft restored\. Re-enter \d values/)).toBeVisible();
  await expect(jobForm.name).toHaveValue("comes-back");
  await expect(page.getByLabel("Max upload records")).toHaveValue("2000");
  await expect(page.getByLabel("Header value", { exact: true }).first()).toHaveValue("");
  for (const value of await page.getByLabel("Header value", { exact: true }).all()) await value.fill("typed-again");
  for (const value of await page.getByLabel("Parameter value", { exact: true }).all()) await value.fill("typed-again");
  await jobForm.submit.click();
  await jobForm.expectCreated();
});

test("the HTML of a job of another scheme has no secret, and a job that is gone says so", async ({ page, baseURL }) => {
  const destination_conf =
    "r2://bucket/logs/{DATE}?account-id=abc&access-key-id=canaryid123&secret-access-key=canary-r2-secret";
  const job = await apiCreateJob(baseURL, { name: "to-r2", dataset: "http_requests", destination_conf });
  const html = await (await page.request.get(`${job.path}?tab=settings`)).text();
  expect(html).toContain("r2://bucket/logs/{DATE}");
  expect(html).not.toContain("canary");

  const response = await page.goto(`/zones/${"0".repeat(32)}/jobs/999999`);
  expect(response?.status()).toBeLessThan(500);
  await expect(page.getByRole("main")).toContainText(/no longer exists|not found|not accept|not allowed/i);
});

test("leaving with unsaved changes asks first, also the Back button, but not if nothing was changed", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, { name: "leave-me", dataset: "http_requests", destination_conf: conf });
  const name = page.getByLabel("Job name");
  const jobs = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Jobs" });
  const list = page.getByRole("table", { name: "Logpush jobs" });
  const openSettings = async () => {
    await page.getByRole("link", { name: "leave-me", exact: true }).click();
    await page.getByRole("tab", { name: "Settings" }).click();
    await expect(name).toBeEnabled();
  };
  const asked: string[] = [];
  let leaves = false;
  page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    return leaves ? dialog.accept() : dialog.dismiss();
  });
  await page.goto("/");
  await openSettings();
  // The first key press loads the schema. It is held back here for longer than the question takes.
  await page.route("**/_next/static/**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await route.continue().catch(() => {});
  });
  await name.fill("early");
  await jobs.click();
  await expect.poll(() => asked.length).toBe(1);
  await expect(name).toHaveValue("early");
  await name.fill("leave-me");
  await page.unroute("**/_next/static/**");
  await jobs.click();
  await expect(list).toBeVisible();
  expect(asked).toHaveLength(1);

  await openSettings();
  await name.fill("half-typed");
  await page.evaluate(() => history.back());
  await expect.poll(() => asked.length).toBe(2);
  await expect(page).toHaveURL(new RegExp(`${job.path}\\?tab=settings$`));
  await expect(name).toHaveValue("half-typed");
  leaves = true;
  await page.evaluate(() => history.back());
  await expect(page.getByRole("tab", { name: "Overview" })).toHaveAttribute("aria-selected", "true");
  // What was given up is gone, and there is nothing more to ask about.
  await page.evaluate(() => history.back());
  await expect(list).toBeVisible();
  expect(asked).toHaveLength(3);

  await openSettings();
  await name.fill("half-typed");
  await jobs.click();
  await expect(list).toBeVisible();
  expect(asked).toHaveLength(4);
});
