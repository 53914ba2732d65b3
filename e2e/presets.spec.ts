import type { Locator, Page } from "@playwright/test";
import { axeFindings } from "./axe.ts";
import { apiCreateJob, apiJob, apiJobs } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { JobFormPage } from "./pages/job-form.page.ts";

const canary = "canary-4f1d";

/** Opens a template: by its own button, or among the cards. */
async function choose(page: Page, name: string): Promise<Locator> {
  const pill = page.getByRole("group", { name: "Templates" }).getByRole("button", { name, exact: true });
  if ((await pill.count()) > 0) await pill.click();
  else {
    await page.getByRole("button", { name: /^\d+ more$/ }).click();
    await page.getByRole("dialog", { name: "Templates" }).getByRole("button", { name, exact: true }).click();
  }
  return page.getByRole("dialog", { name });
}

/** On a phone, the bar at the bottom covers what was just scrolled into view. */
async function openReceiverConfig(page: Page): Promise<void> {
  await new JobFormPage(page).openPreview("Request");
  const summary = page.locator("summary", { hasText: "Receiver config" });
  await summary.focus();
  await summary.press("Enter");
  await page.getByRole("region", { name: "Receiver configuration" }).waitFor();
}

test("New Relic: destination, timestamps and size are set together, and removed together", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/mine");
  await jobForm.addHeader("X-Mine", "1");
  const preset = await choose(page, "New Relic");
  await expect(preset).toContainText("Documented: Cloudflare docs, “Enable New Relic”");
  await expect(preset.getByText("Timestamp format")).toBeVisible();

  await preset.getByRole("button", { name: "Apply template" }).click();
  await expect(preset.getByText("License key is required.")).toBeVisible();
  await expect(preset.getByLabel("License key")).toBeFocused();
  await expect(jobForm.endpoint).toHaveValue("https://receiver.headgate.test/mine");

  await preset.getByLabel("Region").selectOption("EU");
  await preset.getByLabel("License key").fill("NRAL KEY+1");
  await preset.getByLabel("License key").press("Enter");
  await expect(preset).toHaveCount(0);
  await expect(page.getByText("New Relic applied: 6 changes.")).toBeVisible();
  await jobForm.showSecrets();
  await expect(jobForm.destinationString).toHaveValue(
    "https://log-api.eu.newrelic.com/log/v1?Api-Key=NRAL%20KEY%2B1&format=cloudflare",
  );
  await jobForm.openSection("Format");
  await expect(page.getByLabel("Timestamp format")).toHaveValue("unix");
  await expect(page.getByLabel("Max upload bytes")).toHaveValue("5000000");
  await expect(jobForm.curl).toContainText('"timestamp_format": "unix"');
  await expect(jobForm.curl).toContainText('"max_upload_bytes": 5000000');
  await expect(page).toHaveURL(/jobs\/new/);

  await choose(page, "Test receiver");
  await page.getByRole("button", { name: "Apply template" }).click();
  await expect(jobForm.destinationString).toHaveValue("https://receiver.headgate.test/");
  await page.getByRole("button", { name: "Undo template" }).click();
  await expect(jobForm.destinationString).toHaveValue(/^https:\/\/log-api\.eu\.newrelic\.com/);
  await page.getByRole("button", { name: "Undo template" }).click();
  await expect(page.getByRole("button", { name: "Undo template" })).toHaveCount(0);
  await expect(jobForm.destinationString).toHaveValue("https://receiver.headgate.test/mine?header_X-Mine=1");
  await expect(page.getByLabel("Timestamp format")).toHaveValue("rfc3339");
  await expect(page.getByLabel("Max upload bytes")).toHaveValue("");
});

test("OpenTelemetry: the job is created with the secret, which is not stored in the browser", async ({
  page,
  jobForm,
  baseURL,
}) => {
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  const preset = await choose(page, "OpenTelemetry Collector");
  await preset.getByLabel("Endpoint URL").fill("https://receiver.headgate.test/otel");
  await preset.getByLabel("Secret", { exact: true }).fill(canary);
  await page.getByRole("button", { name: "Apply template" }).click();
  await expect(jobForm.destinationString).toHaveValue(/header_X-CF-Secret=••••••••$/);
  await jobForm.showSecrets();
  await expect(jobForm.destinationString).toHaveValue(
    `https://receiver.headgate.test/otel?header_X-CF-Secret=${canary}`,
  );
  await jobForm.name.fill("by-preset");

  await openReceiverConfig(page);
  const config = page.getByRole("region", { name: "Receiver configuration" });
  const kinds = page.getByRole("group", { name: "Program", exact: true });
  for (const [kind, piece] of [
    ["nginx", "$http_x_cf_secret"],
    ["Vector", '.headers."x-cf-secret"'],
    ["OpenTelemetry", "timestamp_format: rfc3339"],
    ["Worker", 'const SECRET_HEADER = "X-CF-Secret"'],
    ["WAF rule", 'http.request.headers["x-cf-secret"]'],
  ] as const) {
    await kinds.getByRole("radio", { name: kind }).check();
    await expect(config).toContainText(piece);
    await expect(config).not.toContainText(canary);
  }

  const stored = async () =>
    page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]));
  await expect.poll(stored).toContain("by-preset");
  expect(await stored()).not.toContain(canary);
  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  const job = (await apiJobs(baseURL)).find(({ name }) => name === "by-preset");
  expect(job).toMatchObject({
    destination_conf: `https://receiver.headgate.test/otel?header_X-CF-Secret=${canary}`,
    output_options: { timestamp_format: "rfc3339" },
  });
  expect(await stored()).not.toContain(canary);
});

test("a job without a secret gets one from the receiver configuration", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/in");
  await openReceiverConfig(page);
  await page.getByRole("button", { name: "Add X-Logpush-Secret with a random value" }).click();
  await expect(page.getByRole("region", { name: "Receiver configuration" })).toBeFocused();
  await expect(page.getByText("Added X-Logpush-Secret to the headers")).toBeVisible();
  await expect(page.getByLabel("Header value", { exact: true })).toHaveValue(/^[A-Za-z0-9_-]{43}$/);
  await expect(page.getByRole("button", { name: "Add X-Logpush-Secret" })).toHaveCount(0);
  await page.getByRole("radio", { name: "OpenTelemetry", exact: true }).check();
  await expect(page.getByRole("button", { name: "Add X-CF-Secret with a random value" })).toBeVisible();
});

test("templates are found by typing, and unsupported ones say why", async ({ page, jobForm }) => {
  await jobForm.open();
  await page.getByRole("button", { name: /^\d+ more$/ }).click();
  const dialog = page.getByRole("dialog", { name: "Templates" });
  const search = dialog.getByLabel("Search templates");
  await search.fill("newrelic");
  await expect(dialog.getByText("No template matches.")).toBeVisible();
  await search.fill("relic");
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  await expect(dialog.getByRole("button", { name: "New Relic" })).toHaveAccessibleDescription(/Changes .*Endpoint URL/);
  await search.press("Enter");
  await expect(page).toHaveURL(/jobs\/new/);
  await expect(page.getByRole("form").getByRole("alert")).toHaveCount(0);
  await search.fill("splunk");
  await expect(page.getByRole("list", { name: "Not in the list" })).toContainText("their own schemes");
  await search.fill("");
  await dialog.getByRole("button", { name: "New Relic" }).click();
  await page.getByRole("button", { name: "All templates" }).click();
  await dialog.getByRole("button", { name: "Test receiver" }).click();
  await page.getByRole("button", { name: "Apply template" }).click();
  await expect(jobForm.endpoint).toHaveValue("https://receiver.headgate.test/");
});

test("on a saved job a preset replaces the destination, and can be undone", async ({ page, baseURL }) => {
  const conf = "https://receiver.headgate.test/old?header_X-CF-Secret=first&tags=a:b";
  const job = await apiCreateJob(baseURL, { name: "preset-edit", dataset: "http_requests", destination_conf: conf });
  await page.goto(`${job.path}?tab=settings`);
  await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
  const savedCount = await page.getByText("saved", { exact: true }).count();
  expect(savedCount).toBeGreaterThan(0);
  const preset = await choose(page, "OpenTelemetry Collector");
  await expect(page.getByText("A template replaces the saved destination as a whole.")).toBeVisible();
  await expect(preset).toContainText(/the saved value.*another secret value/);
  await preset.getByLabel("Endpoint URL").fill("https://receiver.headgate.test/new");
  await preset.getByLabel("Secret", { exact: true }).fill("second");
  await preset.getByRole("button", { name: "Apply template" }).click();
  await expect(page.getByText("saved", { exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo template" }).click();
  await expect(page.getByText("saved", { exact: true })).toHaveCount(savedCount);
  await choose(page, "OpenTelemetry Collector");
  await preset.getByLabel("Endpoint URL").fill("https://receiver.headgate.test/new");
  await preset.getByLabel("Secret", { exact: true }).fill("second");
  await preset.getByRole("button", { name: "Apply template" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect(review).not.toContainText("second");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
  expect((await apiJob(baseURL, job)).destination_conf).toBe(
    "https://receiver.headgate.test/new?header_X-CF-Secret=second",
  );
});

// Each width and each theme once, because colors do not depend on the width.
for (const [width, colorScheme] of [
  [1280, "light"],
  [375, "dark"],
] as const) {
  test(`axe finds nothing in templates and receiver config at ${width} px, ${colorScheme}`, async ({
    page,
    jobForm,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await jobForm.open();
    await choose(page, "Coralogix");
    await page.getByRole("button", { name: "Apply template" }).click();
    await expect(page.getByText("Subsystem name is required.")).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "All templates" }).click();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await openReceiverConfig(page);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });
}
