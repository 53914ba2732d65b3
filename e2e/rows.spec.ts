import type { Page } from "@playwright/test";
import { apiCreateJob, apiJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const row = (page: Page, name: string) => page.getByRole("listitem", { name, exact: true });

test("a saved row that is disabled is removed by the save, and another order is saved", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "rows-saved",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/rows?header_X-A=canary-1&header_X-B=canary-2&header_X-C=canary-3",
  });
  await page.goto(`${job.path}?tab=settings`);
  const save = page.getByRole("button", { name: "Save changes" });
  await save.and(page.locator(":enabled")).waitFor();
  await row(page, "Header 3").getByRole("button", { name: "Move up" }).click();
  await row(page, "Header 1").getByLabel("Use this header").uncheck();
  await expect(row(page, "Header 1")).toContainText("Off: removed on save.");
  await save.click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect(review).toBeVisible();
  await expect(review.getByRole("row", { name: /Header X-A/ })).toContainText("removed");
  await expect(review.getByRole("row", { name: /Order of headers/ })).toContainText("X-C, X-B");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
  expect((await apiJob(baseURL, job)).destination_conf).toBe(
    "https://receiver.headgate.test/rows?header_X-C=canary-3&header_X-B=canary-2",
  );
});
