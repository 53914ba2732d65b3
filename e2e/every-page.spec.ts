import type { Page } from "@playwright/test";
import { apiCreateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

/** Their streams never end, so there is no moment when they have loaded. */
const streaming = ["/", "/receiver"];
const pages = [
  "/jobs/new",
  "/explain",
  "/alerts",
  "/rotate",
  "/settings",
  "/drift",
  "/activity",
  "/coverage",
  "/usage",
  "/runs",
  "/usage?tab=uptime",
  "/no-such-page",
];
const tabs = ["", "?tab=deliveries", "?tab=settings", "?tab=activity", "?tab=code"];

const phone = { width: 412, height: 823 };
const laptop = { width: 1280, height: 800 };

test("every page has all security headers and its own nonce, runs its scripts, and does not move while it loads", async ({
  page,
  baseURL,
}) => {
  test.slow();
  const job = await apiCreateJob(baseURL, {
    name: "policy",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/policy?header_X-Key=abc",
  });
  await page.route("**/*.woff2", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  await page.addInitScript(watchPage);
  const settled = [...pages, ...tabs.map((tab) => `${job.path}${tab}`)];
  const nonces = new Set<string>();
  for (const path of [...streaming, ...settled]) {
    await page.setViewportSize(phone);
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(path === "/no-such-page" ? 404 : 200);
    nonces.add(nonceOf(answer?.headers() ?? {}, path));
    await expect(page.getByRole("main").getByRole("heading", { level: 1 }), path).toBeVisible();
    if (settled.includes(path)) await expectStill(page, path);
    await page.setViewportSize(laptop);
    await expectScripts(page, path);
    expect(await page.evaluate(() => Reflect.get(window, "violations")), path).toEqual([]);
  }
  expect(nonces.size).toBe(streaming.length + settled.length);
  // Here the form has its preview beside it, and more in its bar.
  for (const path of ["/jobs/new", job.path, `${job.path}?tab=settings`]) {
    await page.goto(path);
    await expectStill(page, path);
  }
});

/** Runs in the page: notes what moves, and what its policy refuses. */
function watchPage(): void {
  const [moved, violations]: string[][] = [[], []];
  Object.assign(window, { moved, violations });
  addEventListener("securitypolicyviolation", (event) => violations?.push(event.violatedDirective));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const sources: { node?: Node | null }[] = Reflect.get(entry, "sources");
      moved?.push(...sources.map(({ node }) => node?.textContent?.slice(0, 60) ?? "something"));
    }
  }).observe({ type: "layout-shift", buffered: true });
}

function nonceOf(headers: Record<string, string>, path: string): string {
  const policy = headers["content-security-policy"] ?? "";
  const script = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
  expect(script, path).toMatch(/^'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic'$/);
  for (const directive of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
    expect(policy, path).toContain(directive);
  }
  expect(headers, path).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": expect.stringContaining("no-store"),
  });
  expect(headers["permissions-policy"], path).toContain("camera=()");
  expect(headers["x-powered-by"], path).toBeUndefined();
  return script;
}

/** Expects that nothing has moved, although the fonts are late. */
async function expectStill(page: Page, path: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState("networkidle");
  expect(await page.evaluate(() => Reflect.get(window, "moved")), path).toEqual([]);
}

/** The theme switch works only with scripts. */
async function expectScripts(page: Page, path: string): Promise<void> {
  const theme = page.getByRole("button", { name: /^Theme:/ });
  const before = await theme.textContent();
  await expect(async () => {
    await theme.click();
    expect(await theme.textContent()).not.toBe(before);
  }, path).toPass();
}

test("an injected script or handler does not run", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL });
  await page.goto("/explain");
  // The browser reports what it refuses. These two reports are expected here.
  const refused = page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const seen: string[] = [];
        addEventListener("securitypolicyviolation", (event) => {
          seen.push(event.violatedDirective);
          if (seen.length === 2) resolve(seen);
        });
        const script = document.createElement("div");
        script.innerHTML = "<img src='data:image/png;base64,x' onerror='window.ran = 1'>";
        document.body.append(script);
        const frame = document.createElement("a");
        frame.href = "javascript:window.ran = 1";
        document.body.append(frame);
        frame.click();
      }),
  );
  expect((await refused).every((directive) => directive.startsWith("script-src"))).toBe(true);
  expect(await page.evaluate(() => Reflect.get(window, "ran"))).toBeUndefined();
  await page.close();
});

test("there is no image optimizer", async ({ request }) => {
  const answer = await request.get("/_next/image?url=%2Ficon.svg&w=64&q=75");
  expect(answer.status()).toBeGreaterThanOrEqual(400);
});
