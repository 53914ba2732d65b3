import { axeFindings } from "./axe.ts";
import { apiCreateJob, apiSetAnswer, apiTick } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { focus, press } from "./keys.ts";
import { ReceiverPage } from "./pages/receiver.page.ts";

const job = {
  name: "receiver-inbox",
  dataset: "http_requests",
  enabled: true,
  destination_conf: "https://receiver.headgate.test/inbox?header_Authorization=Bearer%20abc",
  output_options: { field_names: ["RayID", "EdgeStartTimestamp"], timestamp_format: "rfc3339" },
};

test("requests appear automatically and show what was checked", async ({ page, baseURL }) => {
  const receiver = new ReceiverPage(page);
  await receiver.open();
  await apiCreateJob(baseURL, job);
  await expect(receiver.newest("Probe", "/inbox")).toContainText("200");
  await apiTick(baseURL);
  const batch = await receiver.pin(receiver.newest("Batch", "/inbox"));
  await expect(batch).toContainText("1 warning");

  await batch.locator("summary").click();
  const checks = batch.getByRole("list", { name: "Checks" });
  await expect(checks).toContainText("Pass: Authentication The header Authorization is present.");
  await expect(checks).toContainText("Warning: Content type No Content-Type");
  await expect(checks).toContainText("rfc3339, in EdgeStartTimestamp");
  await expect(batch.getByText("Bearer abc")).toBeVisible();
  const records = batch.getByRole("table");
  await expect(records.getByRole("columnheader")).toHaveText(["#", "RayID", "EdgeStartTimestamp"]);
  await press(batch.getByRole("tab", { name: "Table" }), "ArrowRight");
  await expect(batch.getByRole("tab", { name: "Raw" })).toBeFocused();
  await expect(batch.getByRole("tabpanel")).toContainText('{"RayID":"');
  for (const [width, colorScheme] of [
    [1280, "light"],
    [320, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await axeFindings(page), `${width} px`).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }

  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(page.getByText("No requests yet")).toBeVisible();
});

test("the answer is chosen with the keyboard, announced, and sent", async ({ page, baseURL }) => {
  const receiver = new ReceiverPage(page);
  await receiver.open();
  await focus(receiver.answer("200 accepts"));
  await page.keyboard.press("ArrowUp");
  await expect(receiver.answer("400 rejects gzip")).toBeChecked();
  await expect(
    page.getByRole("status").filter({ hasText: "The test receiver responds with 400 rejects gzip." }),
  ).toHaveCount(1);
  await expect(apiCreateJob(baseURL, job)).rejects.toThrow("invalid character");
  const refused = receiver.newest("Probe", "/inbox");
  await expect(refused).toContainText("400");
  await refused.locator("summary").click();
  await expect(refused.getByRole("heading", { name: "Answer: 400" })).toBeVisible();
});

test("a request opened before the page's scripts have loaded shows its contents", async ({ page, baseURL }) => {
  await apiSetAnswer(baseURL, "rate-limit");
  await expect(apiCreateJob(baseURL, job)).rejects.toThrow("too many requests");
  let release = () => {};
  const opened = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await opened;
    await route.continue();
  });
  await page.goto("/receiver", { waitUntil: "commit" });
  const refused = new ReceiverPage(page).newest("Probe", "/inbox");
  await refused.locator("summary").click();
  await expect(refused.locator("details")).toHaveAttribute("open");
  release();
  await expect(refused.getByText("Retry-After")).toBeVisible();
});
