import { axeFindings } from "./axe.ts";
import { apiCreateJob, apiJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";

const legacy = {
  name: "from-another-time",
  dataset: "http_requests",
  destination_conf: "https://receiver.headgate.test/legacy?header_X-Token=abc",
  logpull_options:
    "https://api.cloudflare.com/client/v4/zones/x/logs/received?start=1&fields=RayID%2CEdgeStartTimestamp,ClientIP&sample=0.25&CVE-2021-44228=true",
};
const converted = {
  field_names: ["RayID", "EdgeStartTimestamp", "ClientIP"],
  timestamp_format: "unixnano",
  sample_rate: 0.25,
  "CVE-2021-44228": true,
};

test("a legacy job shows both formats, and the conversion sends what it showed", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, legacy);
  await page.goto(`${job.path}?tab=settings`);
  const section = page.getByRole("region", { name: "Legacy settings" });
  const old = section.getByRole("region", { name: "logpull_options" });
  await expect(old).toContainText("RayID,EdgeStartTimestamp,ClientIP");
  await expect(old).toContainText("startno effect");
  const shown = await section.getByRole("region", { name: "output_options" }).locator("pre").textContent();
  expect(JSON.parse(shown ?? "")).toEqual(converted);
  await expect(section).toContainText("Saving without conversion may fail.");
  await expect(section).toContainText("The records stay the same.");
  await expect(section).toContainText("timestamp_format is set to unixnano");
  await expect(section).toContainText("Omitted: start.");
  await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await section.getByRole("button", { name: "Convert to output_options" }).click();
  await expect(section.getByRole("status")).toContainText("Saving sends output_options");
  await expect(section).not.toContainText("may fail");
  await press(section.getByRole("button", { name: "Undo the conversion" }), "Enter");
  await expect(section).toContainText("may fail");
  await press(section.getByRole("button", { name: "Convert to output_options" }), "Enter");
  await expect(section.getByRole("button", { name: "Undo the conversion" })).toBeFocused();

  await page.getByRole("button", { name: "Save changes" }).click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect(review.getByRole("row")).toHaveCount(2);
  await expect(review.getByRole("row", { name: /logpull_options/ })).toContainText("converted to output_options");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
  const stored = await apiJob(baseURL, job);
  expect(stored.output_options).toEqual(converted);
  expect(stored.destination_conf).toBe(legacy.destination_conf);
  await expect(page.getByRole("region", { name: "Legacy settings" })).toHaveCount(0);
});

test("a save without a conversion keeps the old string", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, legacy);
  await page.goto(`${job.path}?tab=settings`);
  await page.getByLabel("Job name").fill("still-legacy");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
  const stored = await apiJob(baseURL, job);
  expect(stored).toMatchObject({ name: "still-legacy", logpull_options: legacy.logpull_options });
  expect(stored.output_options ?? null).toBeNull();
});
