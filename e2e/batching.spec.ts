import type { Page } from "@playwright/test";
import { apiCreateJob, apiJob, apiJobs } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";

const destination_conf = "https://receiver.headgate.test/batching";

const open = (page: Page) => page.getByRole("button", { name: "Batching and cost", exact: true }).click();

const limitButton = (page: Page, unit: "bytes" | "records" | "seconds", name: "Default" | "Off") =>
  page.getByRole("group", { name: `${unit} limit` }).getByRole("button", { name });

test("default, off and a value are shown and sent differently", async ({ page, jobForm, baseURL }) => {
  await jobForm.open();
  const batches = page.getByRole("region", { name: "Batching and cost" });
  await jobForm.chooseScope("theburritobot.com");
  await jobForm.name.fill("batch-limits");
  await jobForm.endpoint.fill(destination_conf);
  await open(page);
  await expect(batches).toContainText("Service default: 30 s, 100,000 records or the destination’s own limit");
  await expect(limitButton(page, "bytes", "Default")).toHaveAttribute("aria-pressed", "true");

  await page.getByLabel("Max upload bytes").fill("8.2 MB");
  await expect(page.getByLabel("Max upload bytes")).toHaveAccessibleDescription("= 8.2 MB");
  await expect(limitButton(page, "bytes", "Default")).toHaveAttribute("aria-pressed", "false");
  await press(limitButton(page, "records", "Off"), "Enter");
  await expect(page.getByLabel("Max upload records")).toHaveValue("off");
  await expect(page.getByLabel("Max upload records")).toHaveAccessibleDescription("Off: no limit");
  await expect(limitButton(page, "records", "Off")).toHaveAttribute("aria-pressed", "true");
  await expect(jobForm.curl).toContainText('"max_upload_bytes": 8200000');
  await expect(jobForm.curl).toContainText('"max_upload_records": 0');
  await expect(jobForm.curl).not.toContainText("max_upload_interval_seconds");

  await jobForm.submit.click();
  await jobForm.expectCreated();
  const stored = (await apiJobs(baseURL)).find(({ name }) => name === "batch-limits");
  expect(stored).toMatchObject({ max_upload_bytes: 8_200_000, max_upload_records: 0 });
  expect(stored?.max_upload_interval_seconds ?? null).toBeNull();
});

test("a saved limit is reset to the default as null", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "limits-back",
    dataset: "http_requests",
    destination_conf,
    output_options: { field_names: ["RayID"] },
    max_upload_bytes: 0,
    max_upload_records: 5000,
  });
  await page.goto(`${job.path}?tab=settings`);
  await page.getByRole("button", { name: "Batching and cost" }).and(page.locator(":enabled")).click();
  await expect(limitButton(page, "bytes", "Off")).toHaveAttribute("aria-pressed", "true");
  await limitButton(page, "bytes", "Default").click();
  await limitButton(page, "records", "Off").click();
  await page.getByRole("button", { name: "Save changes" }).click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect(review.getByRole("row", { name: /Max upload bytes/ })).toContainText("not set");
  await expect(review.getByRole("row", { name: /Max upload records/ })).toContainText("off");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
  const stored = await apiJob(baseURL, job);
  expect(stored.max_upload_bytes ?? null).toBeNull();
  expect(stored.max_upload_records).toBe(0);
});
