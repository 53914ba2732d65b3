import type { Page } from "@playwright/test";
import { api, apiCreateJob, apiUpdateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { focus } from "./keys.ts";

test.use({ refreshesItself: true });

/** Moves the clock of the page, so that the test does not wait for the next refresh. */
async function openAndWatchList(page: Page, path: string): Promise<void> {
  await page.clock.install();
  await page.goto(path);
  await expect(page.getByRole("button", { name: "Live" })).toBeVisible();
}

async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);
}

test("a job that was just saved says so, and is healthy after its next delivery", async ({ page, baseURL }) => {
  const tick = () => api(baseURL, "/__emulator/tick", { method: "POST" });
  await apiCreateJob(baseURL, {
    name: "just-saved",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/just-saved",
    enabled: true,
  });
  await tick();
  await openAndWatchList(page, "/?q=just-saved");
  const row = page.getByRole("row", { name: /just-saved/ });
  const control = row.getByRole("switch");
  await control.click();
  await expect(control).not.toBeChecked();
  await control.click();
  await expect(row).toContainText("Waiting");
  await expect(page.getByRole("button", { name: "Waiting 1" })).toBeVisible();
  await expect(async () => {
    await tick();
    await page.clock.fastForward(10_000);
    await expect(row).toContainText("Healthy", { timeout: 1000 });
  }).toPass();
});

/**
 * The page's clock runs ahead of the server's. The server reads at most once in five seconds for all pages that poll.
 */
async function expectSoon(page: Page, name: string) {
  await expect(async () => {
    await page.clock.fastForward(10_000);
    await expect(page.getByRole("link", { name, exact: true })).toBeVisible({ timeout: 1000 });
  }).toPass();
}

/** How many calls of actions begin from now on. */
function countCalls(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") count += 1;
  });
  return () => count;
}

test("the list follows changes made elsewhere, keeps focus and typing, pauses while hidden, and stops without an answer", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "watched-one",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/watched",
  });
  await openAndWatchList(page, "/");
  await focus(page.getByRole("searchbox"));

  await apiUpdateJob(baseURL, job, { name: "watched-two" });
  await expectSoon(page, "watched-two");
  await expect(page.getByRole("searchbox")).toBeFocused();

  await setHidden(page, true);
  await apiUpdateJob(baseURL, job, { name: "watched-three" });
  const askedWhileHidden = countCalls(page);
  await page.clock.fastForward(60_000);
  expect(askedWhileHidden()).toBe(0);
  await setHidden(page, false);
  await expectSoon(page, "watched-three");

  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  const askedBehindDialog = countCalls(page);
  await page.clock.fastForward(60_000);
  expect(askedBehindDialog()).toBe(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.route("**/*", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  let failures = 0;
  page.on("requestfailed", (request) => {
    if (request.method() === "POST") failures += 1;
  });
  for (const count of [1, 2, 3]) {
    // The next wait begins when the page has noticed the failure, so the clock may have to move once more.
    await expect(async () => {
      if (failures < count) await page.clock.fastForward(40_000);
      await expect.poll(() => failures, { timeout: 1000 }).toBeGreaterThanOrEqual(count);
    }).toPass();
  }
  await expect(page.getByText("Three attempts brought no newer data.")).toBeVisible();
  const paused = page.getByRole("button", { name: "Paused" });
  await expect(paused).toBeVisible();
  await expect(page.getByRole("row", { name: /burrito-requests/ })).toBeVisible();
  await page.unroute("**/*");

  await paused.click();
  await page.getByRole("button", { name: "Live" }).click();
  await page.reload();
  await expect(paused).toBeVisible();
});
