import type { Page } from "@playwright/test";
import { axeFindings } from "./axe.ts";
import { apiCreateJob, apiJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const row = (page: Page, name: string) => page.getByRole("listitem", { name, exact: true });
const stored = "https://h.example.com?header_X-A=1&tags=a:b&header_X-B=2&header_X-C=3";

test("rows move within their kind, and the focus follows them", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.destinationString.fill(stored);
  await expect(row(page, "Header 1").getByRole("button", { name: "Move up" })).toBeDisabled();
  await expect(row(page, "Header 3").getByRole("button", { name: "Move down" })).toBeDisabled();
  await expect(row(page, "Parameter 1").getByRole("button", { name: "Move down" })).toHaveCount(0);

  await row(page, "Header 1").getByRole("button", { name: "Move down" }).press("Enter");
  await expect(jobForm.destinationString).toHaveValue(
    "https://h.example.com?header_X-B=2&tags=a:b&header_X-A=1&header_X-C=3",
  );
  await expect(row(page, "Header 2").getByRole("button", { name: "Move down" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(jobForm.destinationString).toHaveValue(
    "https://h.example.com?header_X-B=2&tags=a:b&header_X-C=3&header_X-A=1",
  );
  // At the end only the other direction is possible.
  await expect(row(page, "Header 3").getByRole("button", { name: "Move up" })).toBeFocused();
  await expect(row(page, "Header 3").getByLabel("Header name")).toHaveValue("X-A");
});

test("an error moves with its row", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.addHeader("Host", "x");
  await jobForm.addHeader("X-Fine", "y");
  await expect(row(page, "Header 1")).toContainText("is a reserved header");
  await row(page, "Header 1").getByRole("button", { name: "Move down" }).click();
  await expect(row(page, "Header 2")).toContainText("is a reserved header");
  await expect(row(page, "Header 1")).not.toContainText("is a reserved header");
});

test("a disabled row is not sent and not checked, but kept", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.name.fill("row-off");
  await jobForm.endpoint.fill("https://receiver.headgate.test/rows");
  await jobForm.addHeader("X-Same", "first");
  await jobForm.addHeader("x-same", "second");
  await expect(page.getByText("Duplicate header x-same.").first()).toBeVisible();

  await row(page, "Header 1").getByLabel("Use this header").uncheck();
  await expect(page.getByText("Duplicate header x-same.")).toHaveCount(0);
  await expect(row(page, "Header 1")).toContainText("Off: not sent.");
  await expect(jobForm.destinationString).toHaveValue("https://receiver.headgate.test/rows?header_x-same=••••••••");
  await expect(jobForm.curl).not.toContainText("first");
  await expect(jobForm.received).not.toContainText("X-Same:");
  await page.getByLabel("Header value", { exact: true }).last().focus();
  await expect(page.locator("[data-lit]")).toHaveText("••••••••");

  await row(page, "Header 1").getByLabel("Use this header").check();
  await expect(page.getByText("Duplicate header x-same.").first()).toBeVisible();
  await row(page, "Header 1").getByLabel("Use this header").uncheck();

  // A new string in the one-line field does not change it.
  await jobForm.destinationString.fill("https://receiver.headgate.test/rows?header_X-New=1");
  await expect(row(page, "Header 1").getByLabel("Header value")).toHaveValue("first");
  await expect(row(page, "Header 2").getByLabel("Header name")).toHaveValue("X-New");
  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
});

test("a disabled row stays disabled in the draft", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/rows");
  await jobForm.addHeader("X-Off", "1");
  await page.getByLabel("Use this header").uncheck();
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("headgate.new-job"))).toContain('"isOff":true');
  await page.reload();
  await jobForm.resumeDraft();
  await expect(page.getByLabel("Use this header")).not.toBeChecked();
});

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

test("disabling and enabling rows, or moving them there and back, leaves nothing to save", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "rows-same",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/rows?header_X-A=1&header_X-B=2",
  });
  await page.goto(`${job.path}?tab=settings`);
  const save = page.getByRole("button", { name: "Save changes" });
  await save.and(page.locator(":enabled")).waitFor();
  await row(page, "Header 1").getByLabel("Use this header").uncheck();
  await row(page, "Header 1").getByLabel("Use this header").check();
  await row(page, "Header 1").getByRole("button", { name: "Move down" }).click();
  await row(page, "Header 2").getByRole("button", { name: "Move up" }).click();
  await save.click();
  await expect(page.getByText("Nothing to save.")).toBeVisible();
});

test("rows fit narrow pages, on and off", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.destinationString.fill(stored);
  await page.setViewportSize({ width: 375, height: 800 });
  await row(page, "Header 2").getByLabel("Use this header").uncheck();
  await row(page, "Header 3").getByRole("button", { name: "Move up" }).waitFor();
  for (const width of [375, 320]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
});

test("each part of the stored string is explained, by pointer, by field and by arrow keys", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await jobForm.destinationString.fill("https://h.example.com/in?header_Authorization=Bearer%20canary&tags=a:b");
  await jobForm.openPreview("Destination");
  const line = jobForm.stored.getByText("Hover a segment for details.");
  await expect(line).toBeVisible();
  const pieces = jobForm.stored.getByRole("region", { name: /^Pieces of the string/ });
  const before = await jobForm.stored.boundingBox();
  await pieces.getByText("h.example.com", { exact: true }).hover();
  await expect(jobForm.stored).toContainText("Host: The server that Cloudflare connects to.");
  expect(await jobForm.stored.boundingBox()).toEqual(before);

  await jobForm.name.hover();
  await page.getByLabel("Header value", { exact: true }).focus();
  await expect(jobForm.stored).toContainText("Header value: Bearer: a token.");
  await page.getByRole("button", { name: "Show secrets" }).click();
  await pieces.focus();
  await expect(line).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(jobForm.stored).toContainText(
    "Scheme: Cloudflare sends each batch of logs as one gzip-compressed POST request",
  );
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(jobForm.stored).toContainText("Header name: Authenticates the sender to the server.");
  await page.keyboard.press("ArrowLeft");
  await expect(jobForm.stored).toContainText("Path: The path of the POST request");
  await expect(jobForm.stored).not.toContainText("canary");
});
