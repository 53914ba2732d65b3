import type { Page } from "@playwright/test";
import { axeFindings } from "./axe.ts";
import { expect, test } from "./fixtures.ts";

const canary = "canary-51ab";

async function open(page: Page) {
  await page.goto("/explain?error");
  return page.getByLabel("Error message, response or status", { exact: true });
}

test("an error is explained without a network, and its text does not leave the page", async ({ page, context }) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  await page.goto("/explain");
  await page.locator("textarea:enabled").waitFor();
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  const first = page.getByRole("tab", { name: "A destination string" });
  await first.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "An error message" })).toBeFocused();
  await expect(page).toHaveURL(/\/explain\?error$/);

  const input = page.getByLabel("Error message, response or status", { exact: true });
  await input.fill(`error 415: error pushing: error uploading to https: 415 {"message":"${canary}"}`);
  const cause = page.getByRole("region", { name: "The endpoint rejected the Content-Type (415)." });
  await expect(cause).toContainText("Does the destination have a Content-Type header?");
  await expect(cause).toContainText("Add a Content-Type header: application/json");
  await expect(cause.getByRole("region", { name: "Original message" })).toContainText(canary);
  await expect(cause).toContainText("Observed on real jobs");
  await expect(cause.getByRole("link")).toHaveAttribute("href", "https://github.com/elastic/integrations/issues/8342");

  // The other tab keeps this tab's text, and the address never contains it.
  await page.getByRole("tab", { name: "A destination string" }).click();
  await expect(page).toHaveURL(/\/explain$/);
  await page.getByRole("tab", { name: "An error message" }).click();
  await expect(input).toHaveValue(new RegExp(canary));
  await context.setOffline(false);
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state]),
  );
  expect([kept, ...requests].filter((text) => text.includes(canary))).toEqual([]);
});

test("answers, statuses and unknown texts are distinguished", async ({ page }) => {
  const input = await open(page);
  await input.fill(
    '{"result":[{"error_message":"error 401: error pushing"},{"error_message":"x509: certificate signed by unknown authority"}]}',
  );
  const found = page.getByRole("region", { name: "What it means" });
  await expect(found).toContainText("2 different messages were found in it.");
  await expect(found.getByRole("region", { name: /401 Unauthorized/ })).toBeVisible();
  await expect(found.getByRole("region", { name: /not from a public CA/ })).toContainText("Our reading");
  await input.fill("1106");
  await expect(found.getByRole("region", { name: "The endpoint did not respond in time." })).toContainText(
    "Documented",
  );
  await input.fill("1107");
  await expect(found).toContainText("Logpush health reports 1107, a Cloudflare code");
  await input.fill("a riddle of the sphinx");
  await expect(found).toContainText("Headgate does not recognize this message.");
  await expect(found).toContainText("Not recognized: this is general advice");
  await expect(found.getByRole("region", { name: "Original message" })).toContainText("a riddle of the sphinx");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(input).toBeFocused();
  await page.getByRole("button", { name: "Status 1105" }).click();
  await expect(found).toContainText("The endpoint's host name does not resolve.");
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByText(/^All \d+ recognized causes/).click();
  await page.getByRole("button", { name: "This zone or account has reached its job limit." }).click();
  await expect(found.getByRole("region", { name: "This zone or account has reached its job limit." })).toBeVisible();
});

test("axe finds nothing and nothing overflows at 375 px in the dark", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  const input = await open(page);
  for (const text of ["", `error 500: error pushing: ${"x".repeat(900)}`, "1102", "riddle"]) {
    await input.fill(text);
    await expect(page.getByRole("region", { name: "Original message" })).toHaveCount(text === "" ? 0 : 1);
    expect(await axeFindings(page), text).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), text).toBe(0);
  }
});
