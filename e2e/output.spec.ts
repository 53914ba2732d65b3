import type { Page } from "@playwright/test";
import { apiCreateJob, apiJob, apiTick } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";
import type { JobFormPage } from "./pages/job-form.page.ts";
import { ReceiverPage } from "./pages/receiver.page.ts";

async function openFormat(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Format", exact: true }).click();
  await page.getByRole("button", { name: "NDJSON", exact: true }).waitFor();
}

async function fillJob(jobForm: JobFormPage, name: string): Promise<void> {
  await jobForm.open();
  await jobForm.name.fill(name);
  await jobForm.endpoint.fill(`https://receiver.headgate.test/${name}`);
  await jobForm.chooseFields("RayID", "EdgeResponseStatus");
}

function sample(page: Page) {
  return page.getByRole("region", { name: "Sample records", includeHidden: true });
}

/** Runs deliveries until the test receiver shows a batch at that path, and returns its body. */
async function deliveredBody(page: Page, baseURL: string | undefined, path: string): Promise<string> {
  const receiver = new ReceiverPage(page);
  await receiver.open("?kind=batch");
  await expect(async () => {
    await apiTick(baseURL);
    await expect(receiver.newest("Batch", path)).toBeVisible({ timeout: 1000 });
  }).toPass();
  return receiver.bodyOf(await receiver.pin(receiver.newest("Batch", path)));
}

test("a JSON array is shown in the preview, and delivered in that form", async ({ page, jobForm, baseURL }) => {
  test.slow();
  await fillJob(jobForm, "json-array");
  await expect(jobForm.received).toContainText("Each line is a JSON object.");
  await openFormat(page);
  await page.getByRole("button", { name: "JSON array", exact: true }).click();
  await expect(page.getByLabel("Batch prefix", { exact: true })).toHaveValue("[");
  await expect(page.getByLabel("Record prefix", { exact: true })).toHaveValue("{");
  await expect(page.getByLabel("Default record prefix")).toBeChecked();
  await expect(jobForm.received).toContainText("One JSON array with 3 objects.");
  const shown: object[] = JSON.parse((await sample(page).textContent()) ?? "");
  expect(shown.map((record) => Object.keys(record))).toEqual(Array(3).fill(["RayID", "EdgeResponseStatus"]));
  await expect(jobForm.curl).toContainText('"record_delimiter": ","');

  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  const records: object[] = JSON.parse(await deliveredBody(page, baseURL, "/json-array"));
  expect(records.length).toBeGreaterThan(0);
  for (const record of records) expect(Object.keys(record)).toEqual(["RayID", "EdgeResponseStatus"]);
});

test("CSV with a header row that follows the fields", async ({ page, jobForm, baseURL }) => {
  test.slow();
  await fillJob(jobForm, "csv-header");
  await openFormat(page);
  await page.getByRole("button", { name: "CSV with header row" }).click();
  await expect(jobForm.received).toContainText("CSV: 4 rows of 2 columns.");
  await press(jobForm.openFields, "Enter");
  await page.getByRole("checkbox", { name: "ClientIP", exact: true }).check();
  await jobForm.takeFields();
  await expect(jobForm.received).toContainText("Not CSV: row 1 has 2 columns, row 2 has 3 columns.");
  await page.getByRole("button", { name: "Update header row" }).click();
  await expect(page.getByLabel("Batch prefix", { exact: true })).toHaveValue("RayID,EdgeResponseStatus,ClientIP\\n");
  await expect(jobForm.received).toContainText("CSV: 4 rows of 3 columns.");
  await jobForm.openPreview("Request");
  await page.getByRole("button", { name: "Show whitespace" }).click();
  await expect(sample(page)).toContainText("RayID,EdgeResponseStatus,ClientIP⏎");

  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  const [header, first] = (await deliveredBody(page, baseURL, "/csv-header")).split("\n");
  expect(header).toBe("RayID,EdgeResponseStatus,ClientIP");
  expect(first).toMatch(/^"[0-9a-f]{16}",\d{3},"[\d.]+"$/);
});

test("an edit keeps the stored flag and settings without a field", async ({ page, baseURL }) => {
  const stored = {
    field_names: ["RayID"],
    timestamp_format: "unixnano",
    "CVE-2021-44228": true,
    from_the_future: { a: [1] },
    batch_prefix: "\u001e[",
  };
  const job = await apiCreateJob(baseURL, {
    name: "keeps-flags",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/keeps-flags?header_X-A=b",
    output_options: stored,
  });
  await page.goto(`${job.path}?tab=settings`);
  await expect(page.getByText("· CVE-2021-44228")).toBeVisible();
  await openFormat(page);
  await expect(page.getByLabel("CVE-2021-44228", { exact: true })).toBeChecked();
  await expect(page.getByLabel("Batch prefix", { exact: true })).toHaveValue("\\u001e[");
  await page.getByLabel("Record delimiter", { exact: true }).fill(",");
  await page.getByRole("button", { name: "Save changes" }).click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect(review.getByRole("row")).toHaveCount(2);
  await expect(review.getByRole("row", { name: /Record delimiter/ })).toContainText("default");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
  expect((await apiJob(baseURL, job)).output_options).toEqual({ ...stored, record_delimiter: "," });
});
