import type { Page } from "@playwright/test";
import { axeFindings } from "./axe.ts";
import { expect, test } from "./fixtures.ts";

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
  await page.waitForLoadState("networkidle");
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

test("secrets are masked until a person shows them, and the copy is complete", async ({ page, context, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: baseURL });
  const input = await open(page);
  await input.fill(`https://logs.example.com?header_X-Key=${canary}~`);
  await expect(page.getByRole("region", { name: "HTTP endpoint" })).toContainText("X-Key=••••••••");
  await expect(page.getByRole("table", { name: "Pieces" })).not.toContainText(canary);
  await page.getByRole("button", { name: "Copy fixed version" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `https://logs.example.com?header_X-Key=${canary}%7E`,
  );
});

test("the page asks what only a person can know", async ({ page }) => {
  const input = await open(page);
  await input.fill("https://logs.example.com?header_X-Key=a&tags=b+c");
  const fixed = page.getByRole("region", { name: "Fixed version" });
  await expect(fixed).toContainText("tags=b+c");
  await page.getByLabel("+ means a space: write %20").check();
  await expect(fixed).toContainText("tags=b%20c");
  await page.getByLabel("+ means a plus: write %2B").check();
  await expect(page.getByLabel("+ means a space: write %20")).not.toBeChecked();
  await expect(fixed).toContainText("tags=b%2Bc");
});

test("by keyboard: an example, a piece with its meaning, its row", async ({ page }) => {
  const input = await open(page);
  await input.focus();
  await page.keyboard.type("https://mine.example");
  await page.getByText("Examples", { exact: true }).press("Enter");
  await page.getByRole("button", { name: "Splunk", exact: true }).press("Enter");
  await expect(page.getByText("Examples", { exact: true })).toBeFocused();
  await expect(page.getByRole("region", { name: "Splunk HTTP Event Collector" })).toBeVisible();
  const piece = page.getByRole("link", { name: "sourcetype", exact: true });
  for (
    let presses = 0;
    presses < 60 && !(await piece.evaluate((link) => link === document.activeElement));
    presses += 1
  )
    await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByText("Parameter value: How Splunk parses the records.")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row").filter({ hasText: "How Splunk parses the records." })).toBeFocused();
  await expect(page).toHaveURL(/\/explain$/);
  await page.getByRole("button", { name: "Back to the pasted text" }).click();
  await expect(input).toHaveValue("https://mine.example");
  await expect(input).toBeFocused();
});

test("pointing at a part does not move the layout", async ({ page }) => {
  const input = await open(page);
  await input.fill("https://logs.example.com/in?header_Authorization=Basic%20abc");
  const table = page.getByRole("table", { name: "Pieces" });
  const before = await table.boundingBox();
  await page.getByRole("link", { name: "logs.example.com", exact: true }).hover();
  await expect(page.getByText("Host: The server that Cloudflare connects to.", { exact: false })).toBeVisible();
  expect((await table.boundingBox())?.y).toBe(before?.y);
});

test("a very long paste stays usable", async ({ page }) => {
  test.slow();
  const input = await open(page);
  await input.fill(`https://logs.example.com?${"a=b&".repeat(5000)}`);
  await expect(page.getByRole("region", { name: "Findings" })).toContainText("bytes long. The limit is 4096.");
  // Five thousand rows take a while on a busy machine.
  await page.getByRole("button", { name: "Show all" }).click({ timeout: 30_000 });
  await expect(page.getByRole("button", { name: "Show all" })).toHaveCount(0, { timeout: 30_000 });
});

for (const width of [1280, 375, 320]) {
  test(`axe finds nothing and nothing overflows at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: width === 375 ? "dark" : "light", reducedMotion: "reduce" });
    const input = await open(page);
    const texts = [
      "",
      "not a string",
      `https://${"long-label.".repeat(20)}example/in?header_Authorization=${"x".repeat(300)}`,
      "http://u:p@h.example/{DATE}~?Header_A=b+c&header_B=%2520&header_b=d e&f=%zz#g",
      "r2://b/p?account-id=1",
    ];
    for (const text of texts) {
      await input.fill(text);
      await expect(
        page.getByRole("region", { name: text ? "Fixed version" : "How a destination string is built" }),
      ).toBeVisible();
      expect(await axeFindings(page), text).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, text).toBeLessThanOrEqual(0);
    }
  });
}
