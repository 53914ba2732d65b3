import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { apiCreateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { ImportDialogPage } from "./pages/import-dialog.page.ts";

const canary = "canary-91c4";

/** The file that a press gives, and its text. */
async function save(page: Page, button: Locator) {
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

test("the listed jobs are saved with their secrets masked, and the import reads the file", async ({
  page,
  jobForm,
  baseURL,
}) => {
  for (const name of ["to-export-1", "to-export-2"]) {
    const conf = `https://receiver.headgate.test/x?header_X-Key=${canary}&tags=${canary}`;
    await apiCreateJob(baseURL, { name, dataset: "http_requests", destination_conf: conf });
  }
  await page.goto("/?q=to-export");
  await expect(page.getByRole("link", { name: "to-export-2", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const { name, text } = await save(page, page.getByRole("menuitem", { name: "Export all 2 jobs" }));
  await expect(page.getByRole("status").filter({ hasText: "Exported 2 jobs." })).toBeVisible();
  expect(name).toMatch(/^logpush-jobs-\d{4}-\d\d-\d\d\.json$/);
  expect(text).not.toContain(canary);
  expect(JSON.parse(text)).toMatchObject([{ name: "to-export-1" }, { name: "to-export-2" }]);

  // The message would cover the toolbar.
  await page.getByRole("button", { name: "Close message" }).click();
  await page.getByRole("checkbox", { name: "Select to-export-2" }).click();
  const toolbar = page.getByRole("toolbar", { name: "Bulk actions" });
  const chosen = await save(page, toolbar.getByRole("button", { name: "Export" }));
  expect(JSON.parse(chosen.text)).toMatchObject([{ name: "to-export-2" }]);

  await page.getByRole("link", { name: "Import" }).click();
  const importDialog = new ImportDialogPage(page);
  await expect(importDialog.dialog).toBeVisible();
  await expect(page).toHaveURL("/jobs/new");
  await importDialog.text.fill(text);
  await importDialog.read.click();
  await importDialog.choice.selectOption("to-export-2");
  await expect(importDialog.list("Could not read (2)")).toContainText("Header X-Key is masked in the text");
  await importDialog.fill.click();
  await expect(jobForm.name).toHaveValue("to-export-2");
  await jobForm.submit.click();
  await expect(page.getByText("This value is masked").first()).toBeVisible();
});
