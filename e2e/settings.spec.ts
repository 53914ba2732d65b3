import { expectFitLooks } from "./axe.ts";
import { api, zoneId } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

test("a check shows for each zone and account what is allowed, and why not", async ({ page, baseURL }) => {
  test.slow();
  const zone = await zoneId(baseURL);
  await page.goto("/");
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(page.getByText("An API token of a user. Active. No expiration.")).toBeVisible();
  await expect(page.getByText("Not checked.").first()).toBeVisible();

  const row = page.getByRole("listitem").filter({ hasText: "theburritobot.com" });
  await row.getByRole("button", { name: "Check theburritobot.com" }).press("Enter");
  await expect(row).toContainText("✓ List and change jobs");
  await expect(page.getByRole("status").filter({ hasText: "Jobs can be changed in 1." })).toBeVisible();

  const refusal = {
    pathIncludes: `/zones/${zone}/logpush`,
    times: 2,
    at: "before",
    kind: "status",
    status: 403,
    errors: [{ code: 10000, message: "Authentication error" }],
  };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(refusal) });
  await page.getByRole("button", { name: /^Check the other \d+ zones and accounts$/ }).press("Enter");
  await expect(page.getByText("Not checked.")).toHaveCount(0);
  await page.getByRole("button", { name: /^Check \d+ zones and accounts again$/ }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: /nothing is allowed in 1\.$/ })).toBeVisible();
  await expect(row).toContainText("✗ List and change jobs");
  await expect(row).toContainText("Logs: Edit");
  await expect(row).toContainText("10000");
  await expect(page.getByText("Not checked.")).toHaveCount(0);
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
  const start = page.getByRole("button", { name: /^Check (?:the other )?\d+ zones and accounts$/ });
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(limit) });
  await start.click();
  await expect(page.getByRole("alert").filter({ hasText: /limit/i })).toBeVisible();
  await expect(page.getByText("Not checked.").first()).toBeVisible();
  await expect(async () => {
    await start.click();
    await expect(page.getByText("Not checked.")).toHaveCount(0, { timeout: 8000 });
  }).toPass({ timeout: 25_000 });
  await expect(page.getByRole("alert").filter({ hasText: /limit/i })).toHaveCount(0);
});
