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
  await page.getByRole("button", { name: "Send test to Webhook" }).click();
  await expect(page.getByRole("status").filter({ hasText: /✓ Delivered: 200/ })).toBeVisible();
  await expect(page.getByRole("list", { name: "Messages" })).toContainText("Headgate can reach this channel.");
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  for (const width of [320, 375]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("link", { name: "test receiver", exact: true }).click();
  await page.getByText("receiver.headgate.test/alerts").first().click();
  await expect(page.getByText("webhook-signature").first()).toBeVisible();
});

test("a channel is added, tested, edited without its secrets, disabled and deleted; a job is muted", async ({
  page,
}) => {
  await page.goto("/alerts");
  const channels = page.getByRole("list", { name: "Channels" });
  await page.getByRole("button", { name: "Add channel" }).click();
  await page.getByRole("menuitem", { name: "Webhook" }).click();
  const dialog = page.getByRole("dialog", { name: "Add webhook channel" });
  await dialog.getByLabel("Name").fill("Ops");
  await dialog.getByLabel("URL", { exact: true }).fill("http://receiver.headgate.test/ops");
  await dialog.getByRole("button", { name: "Generate" }).click();
  await dialog.getByRole("button", { name: "Add channel" }).click();
  await expect(dialog.getByLabel("URL", { exact: true })).toBeFocused();
  await expect(dialog.getByText("Enter an HTTPS URL")).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByLabel("URL", { exact: true }).fill("https://receiver.headgate.test/ops-canary");
  await dialog.getByRole("button", { name: "Add channel" }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole("button", { name: "Send test to Ops" }).click();
  await expect(channels.getByRole("status").filter({ hasText: /✓ Delivered: 200/ })).toBeVisible();
  await expect(page.getByRole("list", { name: "Messages" }).getByRole("listitem").first()).toContainText("Ops");
  expect(await page.content()).not.toContain("ops-canary");

  await page.getByRole("button", { name: "Edit Ops" }).click();
  const edit = page.getByRole("dialog", { name: "Edit Ops" });
  await expect(edit.getByRole("button", { name: "Replace Signing secret" })).toBeVisible();
  await edit.getByLabel("Name").fill("On-call");
  await edit.getByLabel("Recovered").uncheck();
  await edit.getByRole("button", { name: "Save channel" }).click();
  await expect(channels).toContainText("Failing, Disabled after errors, No data");
  await page.getByRole("button", { name: "Send test to On-call" }).click();
  await expect(channels.getByRole("status").filter({ hasText: /✓ Delivered: 200/ })).toBeVisible();

  await page.getByRole("switch", { name: "Enabled: On-call" }).click();
  await expect(channels).toContainText("Disabled");
  await page.getByRole("button", { name: "Delete On-call" }).click();
  await page.getByRole("button", { name: "Delete channel" }).click();
  await expect(channels).not.toContainText("On-call");

  await page.goto("/");
  await page.getByRole("link", { name: "burrito-requests", exact: true }).click();
  const alerts = page.getByRole("region", { name: "Alerts" });
  await alerts.getByRole("button", { name: "Mute" }).click();
  await page.getByRole("menuitem", { name: "Mute alerts for 8 hours" }).click();
  await expect(alerts).toContainText("Muted until");
  await expect(page.getByText("Alerts muted", { exact: true }).first()).toBeVisible();
  await page.goto("/alerts");
  const muted = page.getByRole("list", { name: "Muted jobs" });
  await expect(muted).toContainText("burrito-requests");
  await muted.getByRole("button", { name: "Unmute burrito-requests" }).click();
  await expect(muted).toBeHidden();
});

test("several jobs are muted from the selection, and a whole zone on the page of alerts", async ({ page }) => {
  await page.goto("/");
  for (const name of ["burrito-requests", "theburritobot.com-waf"]) {
    await page.getByRole("checkbox", { name: `Select ${name}`, exact: true }).check();
  }
  await page.getByRole("toolbar", { name: "Bulk actions" }).getByRole("button", { name: "Mute" }).click();
  await page.getByRole("menuitem", { name: "Mute alerts for 1 day" }).click();
  await expect(page.getByText("Alerts of 2 jobs muted for 1 day")).toBeVisible();

  await page.goto("/alerts");
  const muted = page.getByRole("list", { name: "Muted jobs" });
  await expect(muted.getByRole("listitem")).toHaveCount(2);
  await page.getByRole("combobox", { name: "Zone or account to mute" }).click();
  await page.getByRole("option", { name: /theburritobot\.com/ }).click();
  await page.getByRole("button", { name: "Mute theburritobot.com", exact: true }).click();
  await page.getByRole("menuitem", { name: "Mute alerts until unmuted" }).click();
  await expect(muted).toContainText("theburritobot.com all jobs · until unmuted");
  for (const name of ["theburritobot.com", "burrito-requests", "theburritobot.com-waf"]) {
    await muted.getByRole("button", { name: `Unmute ${name}`, exact: true }).click();
    await expect(muted.getByRole("button", { name: `Unmute ${name}`, exact: true })).toBeHidden();
  }
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
