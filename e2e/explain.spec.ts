import type { Page } from "@playwright/test";
import { expect, loadLateCode, test } from "./fixtures.ts";

const canary = "canary-7c2e";

async function open(page: Page) {
  await page.goto("/explain");
  await page.locator("textarea:enabled").waitFor();
  return page.getByLabel("Destination string", { exact: true });
}

test("a string is explained and fixed without a network, and does not leave the page", async ({ page, context }) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  const input = await open(page);
  await loadLateCode(page);
  await context.setOffline(true);
  await input.fill(`  "http://logs.example.com/in?header_Authorization=Bearer ${canary}&tags=a~b",\n`);

  const found = page.getByRole("region", { name: "Findings" });
  await expect(found).toContainText("The endpoint must start with https://.");
  await expect(found).toContainText("Contains an unencoded space. Cloudflare requires %20.");
  const fixed = page.getByRole("region", { name: "Fixed version" });
  await expect(fixed).toContainText("http:// → https://");
  await expect(fixed).not.toContainText(canary);
  await page.getByRole("button", { name: "Show secrets" }).click();
  await expect(fixed).toContainText(`https://logs.example.com/in?header_Authorization=Bearer%20${canary}&tags=a%7Eb`);
  const rows = page.getByRole("table", { name: "Pieces" }).getByRole("row");
  await expect(rows.filter({ hasText: "Bearer: a token." })).toContainText(`Bearer ${canary}`);

  await context.setOffline(false);
  await page.waitForLoadState("networkidle");
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state]),
  );
  expect([kept, ...requests].filter((text) => text.includes(canary))).toEqual([]);
  expect(requests.some((request) => request.startsWith("POST"))).toBe(false);
  await page.reload();
  await page.locator("textarea:enabled").waitFor();
  await expect(input).toHaveValue("");
});
