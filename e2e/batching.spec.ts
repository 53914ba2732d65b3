import type { Page } from "@playwright/test";
import { expectFitLooks } from "./axe.ts";
import { apiCreateJob, apiJob, apiJobs } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

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
  await limitButton(page, "records", "Off").press("Enter");
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

test("a limit outside its range is an error at its field, and the result of disabling all three is unknown", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await page.getByLabel("Max upload interval").fill("10 min");
  await expect(page.getByRole("region", { name: "Batching and cost" })).toContainText(
    "600 is not in the range from 30 to 300.",
  );
  await open(page);
  for (const unit of ["bytes", "records", "seconds"] as const) await limitButton(page, unit, "Off").click();
  await expect(page.getByText("What closes a batch then is not documented")).toBeVisible();
  await page.getByLabel("Requests per second").fill("100");
  await expect(page.getByText("No documented limit closes a batch")).toBeVisible();
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

test.describe("the effect of the limits at a given traffic", () => {
  test("is described in words, with the price and its date", async ({ page, jobForm, baseURL }) => {
    await jobForm.open();
    await page.getByLabel("Max upload records").fill("1000");
    await page.getByRole("button", { name: "Estimate cost" }).click();
    await expect(page.getByLabel("Requests per second")).toBeFocused();
    const batches = page.getByRole("region", { name: "Batching and cost" });
    await expect(batches).toContainText("Enter your requests per second");
    await page.getByLabel("Requests per second").fill("2k");
    await expect(
      batches.getByText(
        "1,000 records every 0.5 s at 2,000 requests a second. First to close a batch: Max upload records.",
      ),
    ).toBeVisible();

    await page.getByLabel("Bytes per record").fill("1000");
    await expect(batches.getByRole("row", { name: /Volume/ })).toContainText("5,184 GB per month");
    await expect(batches.getByRole("row", { name: /Price/ })).toContainText("$515.90 per month");
    await expect(batches.getByRole("row", { name: /Requests to your server/ })).toContainText("120 per minute");
    await expect(batches).toContainText("Prices of 2026-09-30 for destinations outside Cloudflare");
    await expect(page.getByRole("button", { name: "Estimated cost: $515.90 per month" })).toBeVisible();
    await page.getByLabel("Included GB per month").fill("5,000");
    await expect(page.getByRole("button", { name: "Estimated cost: $18.40 per month" })).toBeVisible();
    await page.getByLabel("Price per additional GB").fill("1");
    await expect(batches.getByRole("row", { name: /Price/ })).toContainText("$184.00 per month");

    await page.getByLabel("Match rate").fill("10%");
    await jobForm.openSection("Format");
    await page.getByLabel("Sample rate").fill("0.5");
    await expect(batches.getByRole("row", { name: /^Records/ })).toContainText("100 per second");
    await page.getByRole("button", { name: /Use the estimate/ }).click();
    await expect(page.getByLabel("Bytes per record")).toBeFocused();
    expect(Number(await page.getByLabel("Bytes per record").inputValue())).toBeGreaterThan(100);

    await page.getByLabel("Requests per second").press("Enter");
    await page.getByLabel("Requests per second").fill("many");
    await expect(batches).toContainText("This is not a number.");
    await expect(page).toHaveURL(/\/jobs\/new$/);
    expect((await apiJobs(baseURL)).every(({ id }) => id <= 1100)).toBe(true);
  });

  test("fits, and axe finds nothing", async ({ page, jobForm }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await jobForm.open();
    await open(page);
    await limitButton(page, "records", "Off").click();
    await page.getByLabel("Requests per second").fill("123456789");
    await page.getByLabel("Bytes per record").fill("x");
    await expect(page.getByRole("region", { name: "Batching and cost" })).toContainText("This is not a number.");
    await expectFitLooks(page, "refused", 320);
    await page.getByLabel("Bytes per record").fill("987654321");
    await expect(page.getByRole("row", { name: /Price/ })).toBeVisible();
    await expectFitLooks(page, "estimated", 320);
  });
});
