import { expectFitAllLooks, expectFitLooks } from "./axe.ts";
import { api, zoneId } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";

test("the settings show how Headgate is set up, and the theme can be chosen", async ({ page }) => {
  await page.goto("/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  for (const name of ["API token permissions", "Sign-in", "Metrics", "Store", "Appearance"])
    await expect(page.getByRole("region", { name, exact: true })).toBeVisible();
  await expect(page.getByText("User API token: Active. No expiration.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Store", exact: true })).toContainText("SQLite");
  await expectFitAllLooks(page, "settings");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
});

test("a check shows for each zone and account what is allowed, and why not", async ({ page, baseURL }) => {
  test.slow();
  const zone = await zoneId(baseURL);
  await page.goto("/settings");
  await expect(page.getByText("Not checked").first()).toBeVisible();
  const row = page.getByRole("listitem").filter({ hasText: "theburritobot.com" });
  await page.getByRole("button", { name: "Check all" }).click();
  await expect(page.getByText("Not checked")).toHaveCount(0);
  await expect(row).toContainText("✓ List and change jobs");

  const refusal = {
    pathIncludes: `/zones/${zone}/logpush`,
    times: 2,
    at: "before",
    kind: "status",
    status: 403,
    errors: [{ code: 10000, message: "Authentication error" }],
  };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(refusal) });
  await press(page.getByRole("button", { name: "Check again" }), "Enter");
  await expect(page.getByRole("status").filter({ hasText: /1 without access$/ })).toBeVisible();
  await expect(row).toContainText("✗ List and change jobs");
  await expect(row).toContainText("Logs: Edit");
  await row.getByText("Details").click();
  await expect(row.getByText("10000")).toBeVisible();
  await expectFitLooks(page);
});

test("a limit ends the run with the results so far, and the run can be resumed", async ({ page, baseURL }) => {
  await page.goto("/settings");
  const limit = {
    pathIncludes: "/validate/destination/exists",
    times: 1,
    at: "before",
    kind: "rate-limit",
    retryAfterSeconds: 1,
  };
  const start = page.getByRole("button", { name: /^Check (?:all|the other \d+)$/ });
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(limit) });
  await start.click();
  await expect(page.getByRole("alert").filter({ hasText: /limit/i })).toBeVisible();
  await expect(page.getByText("Not checked").first()).toBeVisible();
  await expect(async () => {
    await start.click();
    await expect(page.getByText("Not checked")).toHaveCount(0, { timeout: 8000 });
  }).toPass({ timeout: 25_000 });
  await expect(page.getByRole("alert").filter({ hasText: /limit/i })).toHaveCount(0);
});
