import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "@playwright/test";
import { startApp } from "../scripts/serve.mjs";
import { axeFindings } from "./axe.ts";
import { api, apiCreateJob, apiJobs } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

// With the background reader, as it is by default. The other specs run without it, so that their faults meet their own
// reads.
let data: string;
let app: Awaited<ReturnType<typeof startApp>>;

test.beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "headgate-reader-"));
  app = await startApp({ HEADGATE_DATA: data, HEADGATE_EMULATOR_FAULTS: "1", HEADGATE_ALERTS: "off" });
});
test.afterAll(async () => {
  await app.stop();
  rmSync(data, { recursive: true, force: true });
});

/** Reads a page until its heading has come; the rest of it may wait for the API. */
async function untilHeading(url: string): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(60_000) });
  expect(answer.status, url).toBe(200);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let html = ""; !/<h1[\s>]/.test(html); ) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done) throw new Error(`${url} has no heading.`);
    html += value;
  }
  await reader?.cancel();
}

/** A page of that server, which refreshes itself. */
async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: app.origin });
  return context.newPage();
}

test("an open list hears of what is changed elsewhere, and keeps its view", async ({ browser }) => {
  const page = await openPage(browser);
  await page.goto("/?q=heard");
  await expect(page.getByText("No jobs match")).toBeVisible();
  await apiCreateJob(app.origin, {
    name: "heard-of-it",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/heard?header_Authorization=Bearer%20reader-canary",
  });
  await expect(page.getByRole("link", { name: "heard-of-it", exact: true })).toBeVisible();
  await expect(page).toHaveURL(/q=heard/);
  expect(await page.content()).not.toContain("reader-canary");
  await page.context().close();
});

test("while the API never answers, every page but that of a job opens as before", async ({ browser }) => {
  const page = await openPage(browser);
  await page.goto("/");
  await expect(page.getByRole("link", { name: "burrito-requests", exact: true })).toBeVisible();
  await api(app.origin, "/__emulator/faults", {
    method: "POST",
    body: JSON.stringify({ at: "before", kind: "delay", delayMs: 600_000 }),
  });
  try {
    const paths = [
      "/?health=failing&sort=health",
      "/jobs/new",
      "/rotate",
      "/drift",
      "/alerts",
      "/activity",
      "/coverage",
      "/usage",
      "/usage?tab=uptime",
      "/settings",
    ];
    await Promise.all(paths.map((path) => untilHeading(`${app.origin}${path}`)));
    await page.goto("/usage?tab=uptime");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible({ timeout: 10_000 });
    await page.goto("/");
    await page.getByRole("searchbox", { name: "Search jobs" }).fill("splunk");
    await expect(page.getByRole("link", { name: "gateway-splunk", exact: true })).toBeVisible({ timeout: 10_000 });
    await expect(page.getByRole("link", { name: "burrito-requests", exact: true })).toHaveCount(0);
  } finally {
    await api(app.origin, "/__emulator/faults", { method: "DELETE" });
    await page.context().close();
  }
});

test("with 4 s for each call of the API, every press shows within 100 ms that it was taken", async ({ browser }) => {
  const page = await openPage(browser);
  await page.goto("/");
  const row = page.getByRole("link", { name: "burrito-requests", exact: true });
  const nav = page.getByRole("navigation", { name: "Main" });
  await row.waitFor();
  const fault = { at: "before", kind: "delay", delayMs: 4000 };
  await api(app.origin, "/__emulator/faults", { method: "POST", body: JSON.stringify(fault) });
  try {
    const places = await nav.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    expect(places.length).toBeGreaterThan(8);
    for (const place of places.filter((one) => one !== "/")) {
      expect(await msUntilSign(nav.locator(`a[href="${place}"]:visible`)), `${place}`).toBeLessThan(100);
      await expect(page).toHaveURL(`${app.origin}${place}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("progressbar", { name: "Loading page" })).toHaveCount(0);
    }
    expect(await msUntilSign(nav.getByRole("link", { name: "Jobs", exact: true }))).toBeLessThan(100);
    await expect(row).toBeVisible({ timeout: 3000 });
    expect(await msUntilSign(row)).toBeLessThan(100);
    await expect(page.getByRole("heading", { level: 1, name: "burrito-requests" })).toBeVisible({ timeout: 3000 });
    expect(await msUntilSign(page.getByRole("tab", { name: "Settings" }))).toBeLessThan(100);
    // Several calls of 4 s follow each other, and the background makes calls too.
    await expect(page.getByRole("button", { name: "Save changes" })).toBeVisible({ timeout: 60_000 });
  } finally {
    await api(app.origin, "/__emulator/faults", { method: "DELETE" });
    await page.context().close();
  }
});

/** Presses a link, and measures in the page until its progress line, a skeleton or the new address is there. */
async function msUntilSign(link: Locator): Promise<number> {
  await expect(link.page().locator(signs)).toHaveCount(0);
  return link.evaluate(
    (element, selector) =>
      new Promise<number>((resolve) => {
        const [from, start] = [window.location.href, performance.now()];
        const check = () => {
          if (!document.querySelector(selector) && window.location.href === from) return;
          observer.disconnect();
          resolve(performance.now() - start);
        };
        const observer = new MutationObserver(check);
        observer.observe(document, { subtree: true, childList: true, attributes: true });
        if (element instanceof HTMLElement) element.click();
        check();
      }),
    signs,
  );
}

const signs = "[role=progressbar], main [aria-busy=true]";

test("a second server on the same folder ends with 78 and names the first", async () => {
  const second = await startApp({ HEADGATE_DATA: data }).then(
    () => undefined,
    (error: Error) => error,
  );
  expect(second?.message).toMatch(/HEADGATE_DATA \(.+\) is in use by process \d+ on /);
});

test("what somebody else does is shown within a round with its person, in Activity too, and a deletion taken back there", async ({
  browser,
}) => {
  const page = await openPage(browser);
  const conf = "https://receiver.headgate.test/outside?header_Authorization=";
  // The owner of the tests' token, as the emulator names it.
  const person = /owner-[0-9a-f]{6}@example\.com/;
  const job = await apiCreateJob(app.origin, {
    ...{ name: "history-outside", dataset: "http_requests", destination_conf: `${conf}outside-canary-1` },
    output_options: { field_names: ["RayID"], timestamp_format: "rfc3339" },
  });
  await page.goto(job.path);
  await expect(page.getByRole("heading", { level: 1, name: "history-outside" })).toBeVisible();
  // The person's entry has whole seconds, so it must not be in the second of the version before.
  const created = Date.now();
  await expect.poll(() => Date.now() - created).toBeGreaterThan(1500);
  const body = JSON.stringify({ max_upload_records: 5000, destination_conf: `${conf}outside-canary-3` });
  await api(app.origin, job.api, { method: "PUT", body });
  await expect(page.getByText(/Changed outside Headgate at \d\d:\d\d by owner-/)).toBeVisible({
    timeout: 20_000,
  });

  await page.goto("/activity?source=outside&q=history-outside");
  const rows = page
    .getByRole("region", { name: "Today" })
    .getByRole("listitem")
    .filter({ hasText: "Outside Headgate" });
  await expect(rows.first()).toContainText(new RegExp(`${person.source} changed history-outside`));
  await expect(rows.first()).toContainText(/Max upload records: not set →\s+to 5000/);
  await rows.first().getByRole("button", { name: "View diff" }).click();
  const diff = page.getByRole("dialog", { name: "Changes in version 2" });
  await diff.getByRole("tab", { name: "Terraform" }).click();
  await expect(diff.getByRole("region", { name: "After" })).toContainText(/\+\s+max_upload_records += 5000/);
  await diff.getByLabel("To", { exact: true }).selectOption({ value: "1" });
  await expect(diff.getByRole("region", { name: "After" })).not.toContainText("5000");
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");

  await api(app.origin, job.api, { method: "DELETE" });
  await page.goto("/activity?kind=delete&q=history-outside");
  await expect(rows).toHaveCount(1, { timeout: 20_000 });
  await rows.getByRole("button", { name: "Restore this version" }).click();
  const restore = page.getByRole("dialog", { name: "Restore version" });
  await expect(restore).toContainText("It gets a new id.");
  await restore.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(page).toHaveURL(/\/jobs\/\d+$/);
  await expect(page.getByRole("heading", { level: 1, name: "history-outside" })).toBeVisible();
  const again = (await apiJobs(app.origin)).filter(({ name }) => name === "history-outside");
  expect(again.map(({ destination_conf }) => destination_conf)).toEqual([`${conf}outside-canary-3`]);
  expect(await page.content()).not.toContain("outside-canary");
});
