import { startApp } from "../scripts/serve.mjs";
import { axeFindings } from "./axe.ts";
import { apiCreateJob, apiSetAnswer, apiTick } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

// The server of the other tests has no watcher: it would use up the faults that they set for themselves.
const token = "metrics-token-for-tests";
let starting: ReturnType<typeof startApp> | undefined;

/** Started when the first test needs its address. */
function app() {
  starting ??= startApp({ HEADGATE_EMULATOR_FAULTS: "1", HEADGATE_METRICS_TOKEN: token });
  return starting;
}

test.use({ baseURL: async ({ baseURL: _shared }, use) => use((await app()).origin) });

test.afterAll(async () => (await app()).stop());

test("a test alert arrives at the test receiver, signed, and is listed", async ({ page }) => {
  await page.goto("/alerts");
  await page.getByRole("button", { name: "Send test alert" }).click();
  await expect(page.getByRole("status").filter({ hasText: /✓ Delivered: 200/ })).toBeVisible();
  await expect(page.getByRole("list", { name: "Messages" })).toContainText("Headgate can reach this webhook.");
  await page.getByRole("link", { name: "test receiver", exact: true }).click();
  await page.getByText("receiver.headgate.test/alerts").first().click();
  await expect(page.getByText("webhook-signature").first()).toBeVisible();
});

test("a job that starts to fail is reported automatically", async ({ page, baseURL }) => {
  test.slow();
  // Trouble before the first read is not reported.
  await expect(async () => {
    await page.goto("/alerts");
    await expect(page.getByText("Jobs last read: ")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 40_000 });
  const destination_conf = "https://receiver.headgate.test/alerting";
  await apiCreateJob(baseURL, { name: "starts-failing", dataset: "http_requests", destination_conf, enabled: true });
  await apiTick(baseURL);
  await apiSetAnswer(baseURL, "error");
  await expect(async () => {
    await apiTick(baseURL);
    await page.goto("/alerts");
    const messages = page.getByRole("list", { name: "Messages" });
    await expect(messages).toContainText("starts-failing (theburritobot.com, http_requests) is failing.", {
      timeout: 1000,
    });
  }).toPass({ timeout: 80_000 });
});

test("metrics require the token", async ({ baseURL }) => {
  const scrape = (headers: Record<string, string>) => fetch(`${baseURL}/metrics`, { headers });
  expect((await scrape({})).status).toBe(401);
  expect((await scrape({ authorization: "Bearer metrics-token-for-testz" })).status).toBe(401);
  expect((await scrape({ authorization: `Bearer ${token}`, origin: "https://evil.example" })).status).toBe(403);
  const answer = await scrape({ authorization: `Bearer ${token}` });
  expect(answer.headers.get("content-type")).toContain("version=0.0.4");
  const text = await answer.text();
  expect(text).toContain("headgate_upstream_up 1");
  expect(text).not.toMatch(/FAKE-SEED|metrics-token/);
});

test("axe finds nothing at 375 px, dark, and nothing is wider than the page", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await page.goto("/alerts");
  await page.getByRole("button", { name: "Send test alert" }).click();
  await expect(page.getByRole("list", { name: "Messages" })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  for (const width of [375, 320]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
});
