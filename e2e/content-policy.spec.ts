import { apiCreateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const pages = [
  "/",
  "/jobs/new",
  "/explain",
  "/alerts",
  "/receiver",
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

test("every page has all security headers and its own nonce, and its scripts run", async ({ page, baseURL }) => {
  test.slow();
  const job = await apiCreateJob(baseURL, {
    name: "policy",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/policy",
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      Object.assign(window, { violations: `${Reflect.get(window, "violations") ?? ""} ${event.violatedDirective}` });
    });
  });
  const nonces = new Set<string>();
  for (const path of [...pages, job.path]) {
    const answer = await page.goto(path);
    const headers = answer?.headers() ?? {};
    const policy = headers["content-security-policy"] ?? "";
    const script = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
    expect(script, path).toMatch(/^'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic'$/);
    nonces.add(script);
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

    // The theme switch works only with scripts.
    const theme = page.getByRole("button", { name: /^Theme:/ });
    const before = await theme.textContent();
    await expect(async () => {
      await theme.click();
      expect(await theme.textContent()).not.toBe(before);
    }, path).toPass();
    expect(await page.evaluate(() => Reflect.get(window, "violations")), path).toBeUndefined();
  }
  expect(nonces.size).toBe(pages.length + 1);
});

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
