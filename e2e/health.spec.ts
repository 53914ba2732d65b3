import type { Page } from "@playwright/test";
import { axeFindings } from "./axe.ts";
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

test("the job that Cloudflare disables soonest comes first", async ({ page }) => {
  await page.goto("/?health=failing&sort=health");
  const [first] = await page.getByRole("row", { name: /gateway-splunk/ }).all();
  await expect(first ?? page.getByRole("table")).toContainText(/gateway-splunk.*disables it in \d h/s);
});

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

test("the list follows changes made elsewhere, keeps focus and typing, and pauses while hidden", async ({
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
  let asked = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") asked += 1;
  });
  await page.clock.fastForward(60_000);
  expect(asked).toBe(0);
  await setHidden(page, false);
  await expectSoon(page, "watched-three");

  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  asked = 0;
  await page.clock.fastForward(60_000);
  expect(asked).toBe(0);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Live" }).click();
  await page.reload();
  await expect(page.getByRole("button", { name: "Paused" })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

test("rows do not move under the pointer, and take their places when it leaves", async ({ page, baseURL }) => {
  const conf = { dataset: "http_requests", destination_conf: "https://receiver.headgate.test/places" };
  const first = await apiCreateJob(baseURL, { name: "places-1", ...conf });
  await apiCreateJob(baseURL, { name: "places-2", ...conf });
  await openAndWatchList(page, "/?q=places");
  const names = page.getByRole("table").getByRole("link");
  await expect(names).toHaveText(["places-1", "places-2"]);
  await names.first().hover();
  await apiUpdateJob(baseURL, first, { name: "places-9" });
  await expect(async () => {
    await page.mouse.move(400 + Math.random() * 20, 290);
    await names.first().hover();
    await page.clock.fastForward(3000);
    await expect(names.first()).toHaveText("places-9", { timeout: 1000 });
  }).toPass();
  await expect(names).toHaveText(["places-9", "places-2"]);
  await page.mouse.move(640, 20);
  await expect(names).toHaveText(["places-2", "places-9"]);
});

test("without an answer the page stays as it is, and stops asking", async ({ page }) => {
  await openAndWatchList(page, "/");
  await page.route("**/*", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  let failures = 0;
  page.on("requestfailed", (request) => {
    if (request.method() === "POST") failures += 1;
  });
  for (const count of [1, 2, 3]) {
    // The next wait begins when the page has noticed the failure, so the clock may have to move once more.
    await expect(async () => {
      if (failures < count) await page.clock.fastForward(40_000);
      await expect.poll(() => failures, { timeout: 1000 }).toBe(count);
    }).toPass();
  }
  await expect(page.getByText("Three attempts brought no newer data.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Paused" })).toBeVisible();
  await expect(page.getByRole("row", { name: /burrito-requests/ })).toBeVisible();
});
