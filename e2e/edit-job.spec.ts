import { api, apiCreateJob, apiJob, apiUpdateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const conf = "https://receiver.headgate.test/edit?header_X-One=first%7e&x=a:b&&header_X-Two=sec%2Bond&y=q+r";

test("keep, replace and remove change only their own bytes, and unknown settings survive", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "edit-me",
    dataset: "http_requests",
    destination_conf: conf,
    output_options: { field_names: ["RayID"], timestamp_format: "unix", "CVE-2021-44228": true, batch_prefix: "<" },
    filter: '{"where":{"and":[{"key":"ClientRequestMethod","operator":"eq","value":"GET"}]}}',
  });
  await page.goto(`${job.path}?tab=settings`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("edit-me");
  await expect(page.getByText("saved", { exact: true })).toHaveCount(4);
  await expect(page.getByLabel("Destination string")).toHaveAttribute("readonly");
  expect(await page.content()).not.toContain("sec%2Bond");

  await page.getByRole("button", { name: "Replace value of header X-Two" }).click();
  await page.getByLabel("Header value", { exact: true }).fill("third");
  await page.getByRole("listitem", { name: "Parameter 1" }).getByRole("button", { name: "Remove parameter" }).click();
  await page.getByLabel("Job name").fill("edited");
  await page.getByRole("button", { name: "Save changes" }).click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect(review.getByRole("row")).toHaveCount(4);
  await expect(review.getByRole("row", { name: /Header X-Two/ })).toContainText("changed");
  await expect(review).not.toContainText("third");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();

  const stored = await apiJob(baseURL, job);
  expect(stored.destination_conf).toBe(
    "https://receiver.headgate.test/edit?header_X-One=first%7e&&header_X-Two=third&y=q+r",
  );
  expect(stored.name).toBe("edited");
  expect(stored.output_options).toEqual({
    field_names: ["RayID"],
    timestamp_format: "unix",
    "CVE-2021-44228": true,
    batch_prefix: "<",
  });
  expect(stored.filter).toContain("ClientRequestMethod");
});

test("a job that changed meanwhile is not overwritten silently, and the typed text stays", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, { name: "two-tabs", dataset: "http_requests", destination_conf: conf });
  await page.goto(`${job.path}?tab=settings`);
  await page.getByLabel("Job name").fill("mine");
  await apiUpdateJob(baseURL, job, { max_upload_records: 5000 });
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Confirm and save" }).click();
  const conflict = page.getByRole("dialog", { name: "This job was modified by someone else" });
  await expect(conflict.getByRole("region", { name: "Their changes" })).toContainText("5000");
  await expect(conflict.getByRole("region", { name: "Your changes" })).toContainText("mine");
  await expect(conflict.getByRole("row", { name: /Max upload records/ })).toContainText("5000");
  expect((await apiJob(baseURL, job)).name).toBe("two-tabs");
  await expect(page.getByLabel("Job name")).toHaveValue("mine");
  await conflict.getByRole("button", { name: "Overwrite" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
  const stored = await apiJob(baseURL, job);
  expect(stored.name).toBe("mine");
  expect(stored.max_upload_records).toBe(5000);
});

test("a job of another scheme keeps its destination and can be renamed", async ({ page, baseURL }) => {
  const destination_conf =
    "r2://bucket/logs/{DATE}?account-id=abc&access-key-id=canaryid123&secret-access-key=canary-r2-secret";
  const job = await apiCreateJob(baseURL, { name: "to-r2", dataset: "http_requests", destination_conf });
  await page.goto(`${job.path}?tab=settings`);
  await expect(page.getByText("r2://bucket/logs/{DATE}").first()).toBeVisible();
  expect(await page.content()).not.toContain("canary");
  await page.getByLabel("Job name").fill("renamed");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
  const stored = await apiJob(baseURL, job);
  expect(stored.name).toBe("renamed");
  expect(stored.destination_conf).toBe(destination_conf);
});

test("a job that is gone says so", async ({ page }) => {
  const response = await page.goto(`/zones/${"0".repeat(32)}/jobs/999999`);
  expect(response?.status()).toBeLessThan(500);
  await expect(page.getByRole("main")).toContainText(/no longer exists|not found|not accept|not allowed/i);
});

test("the text typed for a job that was deleted meanwhile can become a new job, except for its secrets", async ({
  page,
  jobForm,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, { name: "goes-away", dataset: "http_requests", destination_conf: conf });
  await page.goto(`${job.path}?tab=settings`);
  await page.getByLabel("Job name").fill("comes-back");
  await page.getByLabel("Max upload records").fill("2000");
  await api(baseURL, job.api, { method: "DELETE" });
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("form").getByRole("alert")).toContainText("This job no longer exists.");
  await expect(page.getByLabel("Job name")).toHaveValue("comes-back");
  await page.getByRole("button", { name: "Save as new job" }).click();

  await expect(page).toHaveURL(/\/jobs\/new$/);
  await expect(page.getByText(/Draft restored\. Re-enter \d values/)).toBeVisible();
  await expect(page.getByLabel("Job name")).toHaveValue("comes-back");
  await expect(page.getByLabel("Max upload records")).toHaveValue("2000");
  await expect(page.getByLabel("Header value", { exact: true }).first()).toHaveValue("");
  await jobForm.submit.click();
  await expect(page.getByRole("form").getByRole("alert").first()).toBeVisible();
  for (const value of await page.getByLabel("Header value", { exact: true }).all()) await value.fill("typed-again");
  for (const value of await page.getByLabel("Parameter value", { exact: true }).all()) await value.fill("typed-again");
  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
});

test("leaving with unsaved changes asks first", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, { name: "leave-me", dataset: "http_requests", destination_conf: conf });
  await page.goto(`${job.path}?tab=settings`);
  await page.getByLabel("Job name").fill("half-typed");
  page.once("dialog", (dialog) => dialog.dismiss());
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Jobs" }).click();
  await expect(page.getByLabel("Job name")).toHaveValue("half-typed");
  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Jobs" }).click();
  await expect(page.getByRole("table", { name: "Logpush jobs" })).toBeVisible();
});

test("the Back button asks first too", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, { name: "back-off", dataset: "http_requests", destination_conf: conf });
  await page.goto("/");
  await page.getByRole("link", { name: "back-off", exact: true }).click();
  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByLabel("Job name").fill("half-typed");
  const asked: string[] = [];
  page.once("dialog", (dialog) => {
    asked.push(dialog.message());
    return dialog.dismiss();
  });
  await page.evaluate(() => history.back());
  await expect.poll(() => asked.length).toBe(1);
  await expect(page).toHaveURL(new RegExp(`${job.path}\\?tab=settings$`));
  await expect(page.getByLabel("Job name")).toHaveValue("half-typed");
  page.once("dialog", (dialog) => dialog.accept());
  await page.evaluate(() => history.back());
  await expect(page.getByRole("tab", { name: "Overview" })).toHaveAttribute("aria-selected", "true");
  // What was given up is gone, and there is nothing more to ask about.
  await page.evaluate(() => history.back());
  await expect(page.getByRole("table", { name: "Logpush jobs" })).toBeVisible();
});

test("leaving asks before the first validation has finished, but not if nothing was changed", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, { name: "leave-early", dataset: "http_requests", destination_conf: conf });
  await page.goto(`${job.path}?tab=settings`);
  await expect(page.getByLabel("Job name")).toBeEnabled();
  // The first key press loads the schema. It is held back here for longer than the test takes.
  await page.route("**/_next/static/**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await route.continue().catch(() => {});
  });
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    return dialog.dismiss();
  });
  await page.getByLabel("Job name").fill("early");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Jobs" }).click();
  await expect.poll(() => asked.length).toBe(1);
  await page.getByLabel("Job name").fill("leave-early");
  await page.unroute("**/_next/static/**");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Jobs" }).click();
  await expect(page.getByRole("table", { name: "Logpush jobs" })).toBeVisible();
  expect(asked).toHaveLength(1);
});

test("outdated limits and a missing field list do not prevent other changes", async ({ page, baseURL }) => {
  const destination_conf = "https://receiver.headgate.test/old";
  const job = await apiCreateJob(baseURL, { name: "old", dataset: "http_requests", destination_conf });
  await page.goto(`${job.path}?tab=settings`);
  await page.getByLabel("Max upload records").fill("1,000");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
  const stored = await apiJob(baseURL, job);
  expect(stored.max_upload_records).toBe(1000);
  expect(stored.output_options ?? null).toBeNull();
  await expect(page).not.toHaveURL(/saved=/);
});
