import type { Locator, Page } from "@playwright/test";
import { apiJobs } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { focus, press } from "./keys.ts";
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
  await focus(summary);
  await press(summary, "Enter");
  await page.getByRole("region", { name: "Receiver configuration" }).waitFor();
}

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
