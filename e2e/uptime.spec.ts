import { readFileSync } from "node:fs";
import { expectFitLooks } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { withReadingApp } from "./reading-app.ts";

const failing = "/zones/b206d08237cf5041bd16ec7d4a733d72/jobs/1002";

withReadingApp();

test("uptime leads from all zones to a job with its gaps, has an objective, and is a file", async ({ page }) => {
  test.slow();
  await page.goto("/usage");
  await page.getByRole("navigation", { name: "Usage" }).getByRole("link", { name: "Uptime" }).click();
  await expect(page).toHaveURL(/tab=uptime/);
  const table = page.getByRole("table", { name: "Uptime", exact: true });
  // Uptime is counted soon after the jobs and their analytics were read.
  await expect(async () => {
    await page.reload();
    await expect(table.getByRole("row", { name: /theburritobot\.com .*%/ })).toBeVisible({ timeout: 1000 });
  }).toPass();

  await page.getByRole("button", { name: "Set objective" }).click();
  const target = page.getByLabel("Hours delivered, %");
  await target.fill("100");
  await expect(page.getByText("Enter 50 to 99.999.")).toBeVisible();
  await target.fill("99,5");
  await expectFitLooks(page);
  await page.getByRole("button", { name: "Save objective" }).click();
  await expect(page.getByRole("button", { name: "Change objective" })).toBeFocused();
  await expect(page.getByRole("region", { name: "All jobs" })).toContainText("99.5% of hours in 30 days");

  const [periods] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export uptime" }).click(),
  ]);
  expect(readFileSync(await periods.path(), "utf8")).toMatch(/^scope,zone_or_account,job_id,.*theburritobot\.com/s);
  const [states] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export states" }).click(),
  ]);
  expect(readFileSync(await states.path(), "utf8")).toMatch(/,1002,.*,failing,/);

  await table.getByRole("link", { name: "theburritobot.com" }).click();
  await expect(page).toHaveURL(/by=job/);
  await page.getByRole("link", { name: "24 hours" }).click();
  await expect(table.getByRole("columnheader", { name: "24 hours" })).toHaveAttribute("aria-sort", "ascending");
  await expectFitLooks(page);
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
  await expectFitLooks(page);
  await card.getByRole("button", { name: "Change objective" }).click();
  await card.getByRole("button", { name: "Use the default" }).click();
  await expect(card).toContainText("(default)");

  await page.goto(`${failing}?tab=activity`);
  await expect(page.getByText("Objective changed").first()).toBeVisible();
});
