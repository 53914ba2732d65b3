import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";
import { withReadingApp } from "./reading-app.ts";

const failing = "/zones/b206d08237cf5041bd16ec7d4a733d72/jobs/1002";

withReadingApp();

/**
 * The analytics and the lists of fields are read, and uptime is counted, soon after the start. Until then only the HTML is
 * asked for: a page in the browser costs far more.
 */
async function waitForHtml(page: Page, path: string, text: RegExp): Promise<void> {
  const hasText = async () => text.test(await (await page.request.get(path)).text());
  await expect.poll(hasText, { message: `${path} has ${text}`, intervals: [500], timeout: 90_000 }).toBe(true);
}

test("volume, cost and budget of the month, by job and by dataset", async ({ page }) => {
  test.slow();
  const table = page.getByRole("table", { name: "Usage", exact: true });
  const job = table.getByRole("link", { name: "burrito-requests", exact: true });
  await waitForHtml(page, "/usage", /<bdi>burrito-requests<\/bdi>/);
  await page.goto("/usage");
  await expect(job).toBeVisible();
  await expect(page.getByText("Delivered so far")).toBeVisible();
  await expect(page.getByRole("img", { name: /^Volume by day in/ })).toBeVisible();

  const budget = page.getByLabel("Budget a month, in US dollars");
  // The first press may come before React has taken over.
  await expect(async () => {
    await page.getByRole("button", { name: "Set budget" }).click();
    await expect(budget).toBeVisible({ timeout: 1000 });
  }).toPass();
  await budget.fill("250");
  await press(budget, "Enter");
  await expect(page.getByText("$250.00", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Change budget" }).click();
  await budget.fill("");
  await page.getByRole("button", { name: "Save budget" }).click();
  await expect(page.getByRole("button", { name: "Set budget" })).toBeVisible();

  await page.getByRole("combobox", { name: "Group by" }).selectOption("Datasets");
  await table.getByRole("link", { name: "http_requests", exact: true }).click();
  await expect(page).toHaveURL(/dataset=http_requests/);
  await expect(job).toBeVisible();
  await expect(table.getByRole("link", { name: "account-audit", exact: true })).toHaveCount(0);
  await table.getByRole("link", { name: "Job", exact: true }).click();
  await expect(table.getByRole("columnheader", { name: "Job" })).toHaveAttribute("aria-sort", "ascending");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toBe("logpush-usage.csv");
  await page.getByRole("searchbox", { name: "Search usage" }).fill("nothing-has-this-name");
  await page.getByRole("link", { name: "Show all" }).click();
  await job.click();
  const usage = page.getByRole("region", { name: "Usage" });
  await expect(usage.getByText("Volume", { exact: true })).toBeVisible();
  await expect(usage.getByText("Forecast", { exact: true })).toBeVisible();

  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByRole("button", { name: /^Fields/ }).click();
  await expect(page.getByText(/^≈ .* a month$/).first()).toBeVisible();
});

test("a new field leads to the jobs that lack it, and uptime from all zones to a job with its gaps", async ({
  page,
}) => {
  test.slow();
  await waitForHtml(page, "/usage?tab=fields", /EdgeEmulatorPool/);
  await waitForHtml(page, "/usage?tab=uptime", /<bdi>theburritobot\.com<\/bdi>(?:(?!<\/tr>).)*%/s);
  await page.goto("/usage?tab=fields");
  const changes = page.getByRole("list", { name: "Changes of http_requests, zones" });
  await expect(changes).toBeVisible();
  const added = changes.getByRole("listitem").filter({ hasText: "EdgeEmulatorPool" });
  await expect(added).toContainText("New");
  await added.getByRole("link", { name: /lacks? it$/ }).click();
  await expect(page.getByRole("table", { name: "Affected jobs" })).toBeVisible();
  await page.getByRole("link", { name: "All changes" }).click();
  await expect(changes).toBeVisible();

  await page.getByRole("navigation", { name: "Usage" }).getByRole("link", { name: "Uptime" }).click();
  await expect(page).toHaveURL(/tab=uptime/);
  const table = page.getByRole("table", { name: "Uptime", exact: true });
  await expect(table.getByRole("row", { name: /theburritobot\.com .*%/ })).toBeVisible();
  await page.getByRole("button", { name: "Set objective" }).click();
  const target = page.getByLabel("Hours delivered, %");
  await target.fill("99,5");
  await page.getByRole("button", { name: "Save objective" }).click();
  await expect(page.getByRole("button", { name: "Change objective" })).toBeFocused();
  await expect(page.getByRole("region", { name: "All jobs" })).toContainText("99.5% of hours in 30 days");
  expect(await readDownload(page, "Export uptime")).toMatch(/^scope,zone_or_account,job_id,.*theburritobot\.com/s);
  expect(await readDownload(page, "Export states")).toMatch(/,1002,.*,failing,/);

  await table.getByRole("link", { name: "theburritobot.com" }).click();
  await expect(page).toHaveURL(/by=job/);
  await page.getByRole("link", { name: "24 hours" }).click();
  await expect(table.getByRole("columnheader", { name: "24 hours" })).toHaveAttribute("aria-sort", "ascending");
  await table.locator(`a[href="${failing}"]`).click();

  const card = page.getByRole("region", { name: "Uptime", exact: true });
  await expect(card).toContainText("(default)");
  await expect(card.getByRole("table", { name: "Gaps" }).getByRole("row").nth(1)).toContainText("Failed");
  await card.getByRole("button", { name: "Change objective" }).click();
  await card.getByLabel("Hours delivered, %").fill("95");
  await card.getByLabel("Period").selectOption("7 days");
  await card.getByRole("button", { name: "Save objective" }).click();
  await expect(card).toContainText("95% of hours in 7 days");
  await expect(card).not.toContainText("(default)");
  await card.getByRole("button", { name: "Change objective" }).click();
  await card.getByRole("button", { name: "Use the default" }).click();
  await expect(card).toContainText("(default)");
  await page.getByRole("tab", { name: "Activity" }).click();
  await expect(page.getByText("Objective changed").first()).toBeVisible();
});

async function readDownload(page: Page, link: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link }).click()]);
  return readFileSync(await file.path(), "utf8");
}

test("a job's page draws its deliveries from the store, and has failures by hour with their cause", async ({
  page,
}) => {
  let graphql = 0;
  page.on("request", (request) => (graphql += request.url().includes("graphql") ? 1 : 0));
  await waitForHtml(page, failing, /Batches in the last 24 hours: [1-9]/);
  await page.goto(failing);
  await expect(page.getByRole("img", { name: /^Batches in the last 24 hours: [1-9]/ })).toBeVisible();
  await expect(page.getByRole("switch", { name: "Enabled", exact: true })).toBeEnabled();
  const deliveries = page.getByRole("region", { name: "Deliveries", exact: true });
  await expect(deliveries).toContainText(/Failed [1-9]/);
  await expect(deliveries).toContainText(/Retried [1-9]/);
  await deliveries.getByText("Show as table").click();
  const rows = page.getByRole("region", { name: "Deliveries as a table" }).getByRole("row");
  await expect(rows).toHaveCount(25);
  await expect(rows.nth(2).getByRole("cell").nth(1)).not.toHaveText("0");

  await deliveries.getByText("7 d", { exact: true }).click();
  await expect(page.getByRole("img", { name: /^Batches in the last 7 days/ })).toBeVisible();
  await expect(deliveries).toContainText("Not known before");
  await deliveries.getByText("365 d", { exact: true }).click();
  await expect(page.getByRole("img", { name: /^Batches in the last 365 days: [1-9]/ })).toBeVisible();
  await expect(deliveries).toContainText("batches per week");
  await deliveries.getByText("Custom", { exact: true }).click();
  await deliveries.getByLabel("From").fill("2026-03-02T10:00");
  await deliveries.getByLabel("To", { exact: true }).fill("2026-03-12T10:00");
  await deliveries.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("img", { name: "Batches in the chosen time: not known yet" })).toBeVisible();

  await page.getByRole("tab", { name: "Deliveries" }).click();
  const table = page.getByRole("table", { name: "Deliveries by hour" });
  await expect(table.getByRole("row").nth(1)).toContainText(/401 .*401 Unauthorized/);
  expect(graphql).toBe(0);
});
