import { readFileSync } from "node:fs";
import { expectFitLooks } from "./axe.ts";
import { apiCreateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

test("the table shows which zone pushes which dataset, and leads to these jobs", async ({ page, baseURL }) => {
  await apiCreateJob(baseURL, {
    name: "covered",
    dataset: "nel_reports",
    enabled: false,
    destination_conf: "https://receiver.headgate.test/coverage?header_X-Key=canary-coverage",
  });
  await page.goto("/coverage");
  const table = page.getByRole("table", { name: "Coverage" });
  const row = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "theburritobot.com" }) });
  await expect(table.getByRole("columnheader", { name: "nel_reports" })).toBeVisible();
  await expect(row.getByRole("link", { name: /^theburritobot\.com, nel_reports: 1 job, / })).toBeVisible();
  await expect(table.getByRole("row", { name: /^Total / })).toBeVisible();
  expect((await page.content()).includes("canary"), "the document").toBe(false);
  await expectFitLooks(page);

  await page.setViewportSize({ width: 1280, height: 800 });
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export CSV" }).click(),
  ]);
  const csv = readFileSync(await saved.path(), "utf8");
  expect(csv).toMatch(/^name,path,account,jobs,.*nel_reports/);
  expect(csv).toContain("theburritobot.com,zones/");

  await row.getByRole("link", { name: /nel_reports/ }).click();
  await expect(page).toHaveURL(/\/\?scope=zones\/[0-9a-f]{32}&dataset=nel_reports$/);
  await expect(page.getByRole("link", { name: "covered", exact: true })).toBeVisible();
});

test("rows are narrowed by search and by what is missing, in the address", async ({ page }) => {
  await page.goto("/coverage");
  const table = page.getByRole("table", { name: "Coverage" });
  await page.getByRole("button", { name: /^Without jobs/ }).click();
  await expect(page).toHaveURL(/show=without/);
  await expect(table.getByText("No jobs").first()).toBeVisible();
  await expect(table.getByRole("rowheader", { name: "theburritobot.com" })).toHaveCount(0);
  await page.getByRole("searchbox", { name: "Search zones and accounts" }).fill("no-such-zone");
  await expect(page.getByText("No match", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/q=no-such-zone/);
  await expectFitLooks(page);
  await page.getByRole("link", { name: "Show all zones and accounts" }).click();
  await expect(table.getByRole("rowheader", { name: "theburritobot.com" })).toBeVisible();
  await page.getByLabel("Kind").selectOption({ label: "Accounts" });
  await expect(table.getByRole("rowheader", { name: /Account/ }).first()).toBeVisible();
  await expect(table.getByRole("rowheader", { name: "theburritobot.com" })).toHaveCount(0);
});
