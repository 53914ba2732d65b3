import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { axeFindings, expectFitLooks } from "./axe.ts";
import { api, apiCreateJob, apiJob, apiUpdateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";

const options = { field_names: ["RayID", "ClientIP"], timestamp_format: "rfc3339" };

/** The file that “Export” saves. */
async function exportFile(page: Page): Promise<string> {
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Paused" })).toBeVisible();
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: /^Export all/ }).click(),
  ]);
  return readFileSync(await download.path(), "utf8");
}

async function compareFile(page: Page, text: string): Promise<void> {
  const files = { name: "logpush-jobs.json", mimeType: "application/json", buffer: Buffer.from(text) };
  await expect(page.getByRole("button", { name: "Choose a file" })).toBeEnabled();
  await page.getByLabel("Backup file").setInputFiles(files);
  await expect(page.getByRole("region", { name: "Comparison" })).toBeVisible();
}

test("a backup shows what changed, restores settings, and creates a job again without its secrets", async ({
  page,
  baseURL,
}) => {
  test.slow();
  const conf = "https://receiver.headgate.test/compare?header_Authorization=canary-kept";
  const changed = await apiCreateJob(baseURL, {
    name: "compare-changed",
    dataset: "http_requests",
    enabled: true,
    destination_conf: conf,
    output_options: options,
  });
  const gone = await apiCreateJob(baseURL, {
    name: "compare-gone",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/gone?header_X-Key=canary-gone&tags=a:b",
    output_options: options,
  });
  const file = await exportFile(page);
  expect(file).not.toContain("canary");

  await page.goto("/drift");
  await compareFile(page, file);
  await expect(page.getByText("No drift", { exact: true })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);

  await apiUpdateJob(baseURL, changed, { enabled: false, output_options: { ...options, field_names: ["RayID"] } });
  await api(baseURL, gone.api, { method: "DELETE" });
  await apiCreateJob(baseURL, { name: "compare-added", dataset: "http_requests", destination_conf: conf });
  await press(page.getByRole("button", { name: "Compare again" }), "Enter");
  const differences = page.getByRole("region", { name: /^Changed \(1\)$/ });
  await expect(differences.getByRole("row", { name: "Fields RayID RayID, ClientIP" })).toBeVisible();
  await expect(differences.getByRole("row", { name: "Enabled off on" })).toBeVisible();
  await expect(page.getByRole("region", { name: /^Missing \(1\)$/ })).toContainText("compare-gone");
  await expect(page.getByRole("region", { name: /^New \(1\)$/ })).toContainText("compare-added");
  await expectFitLooks(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  await press(page.getByRole("button", { name: "Restore 2 settings of compare-changed" }), "Enter");
  await expect(differences.getByRole("status").filter({ hasText: "✓ Restored." })).toBeFocused();
  await expect(differences.getByRole("table")).toHaveCount(0);
  expect(await apiJob(baseURL, changed)).toMatchObject({
    enabled: true,
    destination_conf: conf,
    output_options: { field_names: options.field_names },
  });

  await page.getByRole("button", { name: "Recreate compare-gone" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Draft restored. Re-enter 1 value;" })).toBeVisible();
  await expect(page.getByLabel("Job name", { exact: true })).toHaveValue("compare-gone");
  await expect(page.getByLabel("Endpoint URL", { exact: true })).toHaveValue("https://receiver.headgate.test/gone");
  await expect(page.getByLabel("Header name", { exact: true })).toHaveValue("X-Key");
  await expect(page.getByLabel("Header value", { exact: true })).toHaveValue("");
  // The other jobs of the comparison are still to be done.
  await page.goBack();
  await expect(page.getByRole("region", { name: /^Missing \(1\)$/ })).toBeVisible();
});

test("a restore does not overwrite a job that was changed again, and a draft is not replaced without a question", async ({
  page,
  jobForm,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "compare-moved",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/moved",
    output_options: options,
  });
  const stored = await apiJob(baseURL, job);
  const zone = job.path.split("/")[2] ?? "";
  const text = JSON.stringify([
    { ...stored, zone_id: zone, filter: "" },
    { ...stored, id: 987_654, name: "never-there", zone_id: zone },
  ]);
  await apiUpdateJob(baseURL, job, { enabled: true });
  await jobForm.open();
  await page.getByLabel("Job name", { exact: true }).fill("my draft");
  await page.goto("/drift");
  await page.getByLabel("Or paste jobs as JSON").fill("{");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "line 1" })).toBeVisible();
  await page.getByLabel("Or paste jobs as JSON").fill(text);
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("region", { name: /^Changed \(1\)$/ })).toBeVisible();

  await apiUpdateJob(baseURL, job, { max_upload_records: 5000 });
  await page.getByRole("button", { name: "Restore the setting of compare-moved" }).click();
  await expect(page.getByText("Nothing was changed. The job was modified after the comparison.")).toBeVisible();
  expect(await apiJob(baseURL, job)).toMatchObject({ enabled: true, max_upload_records: 5000 });

  await page.getByRole("button", { name: "Recreate never-there" }).click();
  await expect(page.getByText("This replaces your draft of another job.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Continue" })).toBeFocused();
  await press(page.getByRole("button", { name: "Cancel" }), "Enter");
  await expect(page.getByRole("button", { name: "Recreate never-there" })).toBeFocused();
  await page.goto("/jobs/new");
  await jobForm.resumeDraft();
  await expect(page.getByLabel("Job name", { exact: true })).toHaveValue("my draft");
});

test("several changed jobs are restored by a run, whose plan says what changes", async ({ page, baseURL }) => {
  const jobs: Awaited<ReturnType<typeof apiCreateJob>>[] = [];
  for (const name of ["drift-one", "drift-two", "drift-three"]) {
    const body = { name, dataset: "http_requests", destination_conf: `https://receiver.headgate.test/${name}` };
    jobs.push(await apiCreateJob(baseURL, { ...body, enabled: true, output_options: options }));
  }
  const filed = await Promise.all(
    jobs.map(async (job) => ({ ...(await apiJob(baseURL, job)), zone_id: job.path.split("/")[2] ?? "" })),
  );
  for (const job of jobs) await apiUpdateJob(baseURL, job, { enabled: false, max_upload_records: 5000 });
  await page.goto("/drift");
  await compareFile(page, JSON.stringify(filed));
  const changed = page.getByRole("region", { name: /^Changed \(3\)$/ });
  await expect(changed.getByRole("button", { name: "Plan the restore of all 3" })).toBeVisible();
  await changed.getByRole("checkbox", { name: "Select drift-one" }).check();
  await press(changed.getByRole("checkbox", { name: "Select drift-two" }), "Space");
  expect(await axeFindings(page)).toEqual([]);
  await changed.getByRole("button", { name: "Plan the restore of 2" }).click();
  const plan = page.getByRole("table", { name: "Plan" });
  await expect(plan.getByRole("row", { name: /drift-.*Enabled: off to on/ })).toHaveCount(2);
  await page.getByRole("button", { name: "Apply plan" }).click();
  await expect(page.getByText("2 of 2 finished", { exact: true })).toBeVisible();
  for (const job of jobs.slice(0, 2)) expect(await apiJob(baseURL, job)).toMatchObject({ enabled: true });
  for (const job of jobs.slice(2)) expect(await apiJob(baseURL, job)).toMatchObject({ enabled: false });
});

test("a refused restore says what is wrong, and a file that has changed since has to be chosen again", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "compare-refused",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/refused",
    output_options: options,
  });
  const stored = await apiJob(baseURL, job);
  const zone = job.path.split("/")[2] ?? "";
  const folder = mkdtempSync(join(tmpdir(), "headgate-compare-"));
  const file = join(folder, `${"a-very-long-file-name-".repeat(4)}.json`);
  const filed = { ...stored, zone_id: zone, output_options: { ...options, sample_rate: 5 } };
  writeFileSync(file, `\ufeff${JSON.stringify([filed, { ...filed, id: 7, name: "other" }])}`);
  try {
    await page.setViewportSize({ width: 375, height: 800 });
    await page.goto("/drift");
    await expect(page.getByRole("button", { name: "Choose a file" })).toBeEnabled();
    await page.getByLabel("Backup file").setInputFiles(file);
    await page.getByRole("button", { name: "Restore the setting of compare-refused" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Nothing was changed." })).toContainText(
      /above 0 and at most 1/,
    );
    expect((await apiJob(baseURL, job)).output_options).toEqual(options);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);

    writeFileSync(file, "[]");
    await page.getByRole("button", { name: "Compare again" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Could not read" })).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
