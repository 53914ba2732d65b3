import { readFile } from "node:fs/promises";
import { apiCreateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { ImportDialogPage } from "./pages/import-dialog.page.ts";

const canary = "canary-91c4";

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
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Export all 2 jobs" }).click(),
  ]);
  await expect(page.getByRole("status").filter({ hasText: "Exported 2 jobs." })).toBeVisible();
  expect(file.suggestedFilename()).toMatch(/^logpush-jobs-\d{4}-\d\d-\d\d\.json$/);
  const text = await readFile(await file.path(), "utf8");
  expect(text).not.toContain(canary);
  expect(JSON.parse(text)).toMatchObject([{ name: "to-export-1" }, { name: "to-export-2" }]);

  await jobForm.open();
  const importDialog = new ImportDialogPage(page);
  await importDialog.readText(text);
  await importDialog.choice.selectOption("to-export-2");
  await expect(importDialog.list("Could not read (2)")).toContainText("Header X-Key is masked in the text");
  await importDialog.fill.click();
  await expect(jobForm.name).toHaveValue("to-export-2");
  await jobForm.submit.click();
  await expect(page.getByText("This value is masked").first()).toBeVisible();
});

test("a list without jobs has nothing to export", async ({ page }) => {
  await page.goto("/?q=nothing-has-this-name");
  await page.getByRole("button", { name: "Clear search" }).waitFor();
  await expect(page.getByRole("button", { name: "Export", exact: true })).toBeHidden();
});
