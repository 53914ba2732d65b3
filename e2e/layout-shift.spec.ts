import { apiCreateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

// Without the list and the test receiver, whose streams never end.
const paths = [
  "/jobs/new",
  "/activity",
  "/usage",
  "/usage?tab=uptime",
  "/coverage",
  "/runs",
  "/rotate",
  "/drift",
  "/explain",
  "/alerts",
  "/settings",
];

const phone = { width: 412, height: 823 };
const laptop = { width: 1280, height: 800 };

test("nothing moves while a page loads, though its fonts are late", async ({ page, baseURL }) => {
  test.slow();
  await page.route("**/*.woff2", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  await page.addInitScript(() => {
    const moved: string[] = [];
    Reflect.set(window, "moved", moved);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const sources: { node?: Node | null }[] = Reflect.get(entry, "sources");
        moved.push(...sources.map(({ node }) => node?.textContent?.slice(0, 60) ?? "something"));
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  const job = await apiCreateJob(baseURL, {
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/shift?header_X-Key=abc",
  });
  const visit = async (path: string) => {
    await page.goto(path);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => Reflect.get(window, "moved")), path).toEqual([]);
  };
  const tabs = ["", "?tab=deliveries", "?tab=settings", "?tab=activity", "?tab=code"];
  await page.setViewportSize(phone);
  for (const path of [...paths, ...tabs.map((tab) => `${job.path}${tab}`)]) await visit(path);
  // Here the form has its preview beside it, and more in its bar.
  await page.setViewportSize(laptop);
  for (const path of ["/jobs/new", job.path, `${job.path}?tab=settings`]) await visit(path);
});
