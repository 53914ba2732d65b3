import type { Page } from "@playwright/test";
import { expectFitAllLooks } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";
import { withReadingApp } from "./reading-app.ts";

const table = (page: Page) => page.getByRole("table", { name: "Usage", exact: true });

withReadingApp();

/** The analytics and the lists of fields are read soon after the start. */
async function openUntil(page: Page, path: string, isThere: () => Promise<void>) {
  await expect(async () => {
    await page.goto(path);
    await isThere();
  }).toPass({ timeout: 90_000 });
}

test("volume, cost and budget of the month, by job and by dataset", async ({ page }) => {
  test.slow();
  const job = table(page).getByRole("link", { name: "burrito-requests", exact: true });
  await openUntil(page, "/usage", () => expect(job).toBeVisible({ timeout: 1000 }));
  await expect(page.getByText("Delivered so far")).toBeVisible();
  await expect(page.getByRole("img", { name: /^Volume by day in/ })).toBeVisible();
  await expectFitAllLooks(page, "usage");

  await page.getByRole("button", { name: "Set budget" }).click();
  const budget = page.getByLabel("Budget a month, in US dollars");
  await expect(budget).toBeFocused();
  await budget.fill("ten");
  await expect(page.getByText("Enter an amount such as 250 or 99.50, or leave it empty.")).toBeVisible();
  await budget.fill("250");
  await press(budget, "Enter");
  await expect(page.getByText("$250.00", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Change budget" }).click();
  await page.getByLabel("Budget a month, in US dollars").fill("");
  await page.getByRole("button", { name: "Save budget" }).click();
  await expect(page.getByRole("button", { name: "Set budget" })).toBeVisible();

  await page.getByRole("combobox", { name: "Group by" }).selectOption("Datasets");
  await table(page).getByRole("link", { name: "http_requests", exact: true }).click();
  await expect(page).toHaveURL(/dataset=http_requests/);
  await expect(job).toBeVisible();
  await expect(table(page).getByRole("link", { name: "account-audit", exact: true })).toHaveCount(0);
  await table(page).getByRole("link", { name: "Job", exact: true }).click();
  await expect(table(page).getByRole("columnheader", { name: "Job" })).toHaveAttribute("aria-sort", "ascending");
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

test("a new field leads to the jobs that lack it", async ({ page }) => {
  test.slow();
  const changes = page.getByRole("list", { name: "Changes of http_requests, zones" });
  await openUntil(page, "/usage?tab=fields", () => expect(changes).toBeVisible({ timeout: 1000 }));
  await expectFitAllLooks(page, "usage, fields");
  const added = changes.getByRole("listitem").filter({ hasText: "EdgeEmulatorPool" });
  await expect(added).toContainText("New");
  await added.getByRole("link", { name: /lacks? it$/ }).click();
  await expect(page.getByRole("table", { name: "Affected jobs" })).toBeVisible();
  await page.getByRole("link", { name: "All changes" }).click();
  await expect(changes).toBeVisible();
});
