import type { Page } from "@playwright/test";
import { expectFitLooks } from "./axe.ts";
import { api, apiCreateJob, apiJob, apiUpdateJob, type JobPlace } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";

const canary = "canary-run-secret";

async function createJobs(baseURL: string | undefined, names: string[]): Promise<JobPlace[]> {
  const jobs: JobPlace[] = [];
  for (const name of names) {
    const conf = `https://${names[0]}.example/${name}?header_Authorization=${canary}`;
    jobs.push(await apiCreateJob(baseURL, { name, dataset: "http_requests", enabled: true, destination_conf: conf }));
  }
  return jobs;
}

/** The jobs as the API has them, without what their deliveries change. */
async function readSettings(baseURL: string | undefined, jobs: JobPlace[]): Promise<object[]> {
  const read = await Promise.all(jobs.map((job) => apiJob(baseURL, job)));
  return read.map((job) => ({ ...job, last_complete: null }));
}

/** Selects the jobs that a search finds, and presses a button of the bar. */
async function planFromList(page: Page, search: string, action: "Enable" | "Disable" | "Delete"): Promise<void> {
  await page.goto(`/?q=${search}`);
  await page.getByRole("checkbox", { name: /^Select all/ }).click();
  await page.getByRole("toolbar", { name: "Bulk actions" }).getByRole("button", { name: action }).click();
  await expect(page).toHaveURL(/\/runs\/[\w-]+$/);
}

const outcomes = (page: Page, table: "Plan" | "Results", outcome: string) =>
  page.getByRole("table", { name: table }).getByRole("cell", { name: outcome, exact: true });

test("jobs are disabled by a plan, across a reload, and rolled back to what they were", async ({ page, baseURL }) => {
  const jobs = await createJobs(baseURL, ["runwalk-a", "runwalk-b"]);
  const before = await readSettings(baseURL, jobs);
  await planFromList(page, "runwalk", "Disable");
  await expect(outcomes(page, "Plan", "change")).toHaveCount(2);
  await expect(page.getByRole("row", { name: /runwalk-a Enabled: on to off/ })).toBeVisible();
  await expectFitLooks(page);

  // Slow enough to see it in progress.
  const slow = { at: "before", kind: "delay", delayMs: 1500, method: "PUT" };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(slow) });
  await press(page.getByRole("button", { name: "Apply plan" }), "Enter");
  await expect(outcomes(page, "Results", "running").first()).toBeVisible();
  // The button is gone; the focus is where the next one is.
  await expect(page.getByRole("group", { name: "Actions of the run" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Stop" })).toBeFocused();
  await page.reload();
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await expect(outcomes(page, "Results", "done")).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
  await expect(page.getByRole("progressbar", { name: "Progress of the run" })).toHaveAttribute("aria-valuenow", "2");
  await expectFitLooks(page);
  expect((await Promise.all(jobs.map((job) => apiJob(baseURL, job)))).map(({ enabled }) => enabled)).toEqual([
    false,
    false,
  ]);
  expect(await page.content()).not.toContain(canary);

  await page.getByRole("button", { name: "Roll back" }).click();
  const dialog = page.getByRole("dialog", { name: "Roll back 2 jobs?" });
  await dialog.getByRole("button", { name: "Roll back" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Roll back 2 jobs" })).toBeVisible();
  await expect(outcomes(page, "Results", "done")).toHaveCount(2);
  expect(await readSettings(baseURL, jobs)).toEqual(before);
  await page.goto("/runs");
  await expect(page.getByRole("row", { name: /Disable 2 jobs Rolled back/ }).first()).toBeVisible();
  await expectFitLooks(page);
});

test("a run is stopped and resumed; what changed since its plan is left alone", async ({ page, baseURL }) => {
  const jobs = await createJobs(baseURL, ["runstop-a", "runstop-b"]);
  await planFromList(page, "runstop", "Disable");
  const [, second] = jobs;
  if (second) await apiUpdateJob(baseURL, second, { max_upload_records: 5000 });
  const slow = { at: "before", kind: "delay", delayMs: 1500, method: "PUT" };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(slow) });
  await page.getByRole("button", { name: "Apply plan" }).click();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Stopped", { exact: true })).toBeVisible();
  // Both jobs have the same host, whose tests do not run at the same time.
  await expect(outcomes(page, "Results", "done")).toHaveCount(1);
  await expect(outcomes(page, "Results", "queued")).toHaveCount(1);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText("Finished", { exact: true })).toBeVisible();
  await expect(outcomes(page, "Results", "done")).toHaveCount(1);
  await expect(page.getByRole("row", { name: /^not applied .*max_upload_records/ })).toBeVisible();
  await page
    .getByRole("navigation", { name: "Filter by outcome" })
    .getByRole("link", { name: "1 not applied" })
    .click();
  await expect(page.getByRole("table", { name: "Results" }).getByRole("row")).toHaveCount(2);
});

test("a plan that deletes jobs asks first", async ({ page, baseURL }) => {
  const jobs = await createJobs(baseURL, ["rundelete-a", "rundelete-b"]);
  await planFromList(page, "rundelete", "Delete");
  await expect(outcomes(page, "Plan", "delete")).toHaveCount(2);
  await page.getByRole("button", { name: "Apply plan" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete 2 jobs?" });
  await expectFitLooks(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  for (const job of jobs) await apiJob(baseURL, job);
  await page.getByRole("button", { name: "Apply plan" }).click();
  await dialog.getByRole("button", { name: "Delete 2 jobs" }).click();
  await expect(outcomes(page, "Results", "done")).toHaveCount(2);
});

test("selected jobs are restored to how they were at a time", async ({ page, baseURL }) => {
  const jobs = await createJobs(baseURL, ["runtime-a", "runtime-b"]);
  for (const job of jobs) await page.goto(job.path);
  const at = new Date(Date.now() + 1000);
  await page.waitForTimeout(2000);
  for (const job of jobs) {
    await apiUpdateJob(baseURL, job, { max_upload_records: 5000 });
    await page.goto(`${job.path}?tab=settings`);
    await expect(page.getByLabel("Max upload records", { exact: true })).toHaveValue("5000");
  }
  await page.goto("/?q=runtime");
  await page.getByRole("checkbox", { name: /^Select all/ }).click();
  await page.getByRole("toolbar", { name: "Bulk actions" }).getByRole("button", { name: "Restore" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore to a time" });
  await dialog.getByRole("button", { name: "Review plan" }).click();
  await expect(dialog.getByText("Enter a date and a time.")).toBeVisible();
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  await dialog.getByLabel("Date and time").fill(local);
  await expectFitLooks(page);
  await dialog.getByRole("button", { name: "Review plan" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Restore 2 jobs to .* UTC$/ })).toBeVisible();
  await expect(outcomes(page, "Plan", "change")).toHaveCount(2);
  await page.getByRole("button", { name: "Apply plan" }).click();
  await expect(outcomes(page, "Results", "done")).toHaveCount(2);
  for (const job of jobs) expect((await apiJob(baseURL, job)).max_upload_records).not.toBe(5000);
});

test("a plan is discarded, and nothing was sent", async ({ page, baseURL }) => {
  const [job] = await createJobs(baseURL, ["rundiscard-a"]);
  await planFromList(page, "rundiscard", "Delete");
  const plan = page.url();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Runs" })).toBeVisible();
  await expect(page.locator(`a[href="${new URL(plan).pathname}"]`)).toHaveCount(0);
  expect((await page.goto(plan))?.status()).toBe(404);
  if (job) await apiJob(baseURL, job);
});

test("a run that is gone is not found", async ({ page }) => {
  expect((await page.goto("/runs/none"))?.status()).toBe(404);
});
