import { apiTick } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { ReceiverPage } from "./pages/receiver.page.ts";

test("CSV with a header row is delivered as the preview shows it", async ({ page, jobForm, baseURL }) => {
  test.slow();
  await jobForm.open();
  await jobForm.name.fill("csv-header");
  await jobForm.endpoint.fill("https://receiver.headgate.test/csv-header");
  await jobForm.chooseFields("RayID", "EdgeResponseStatus", "ClientIP");
  await jobForm.openSection("Format");
  await page.getByRole("button", { name: "CSV with header row" }).click();
  await expect(jobForm.received).toContainText("CSV: 4 rows of 3 columns.");
  await jobForm.submit.click();
  await jobForm.expectCreated();

  const receiver = new ReceiverPage(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Test receiver" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Test receiver" })).toBeVisible();
  await page.getByText("Live", { exact: true }).waitFor();
  const batch = receiver.newest("Batch", "/csv-header");
  await expect(async () => {
    await apiTick(baseURL);
    await expect(batch).toBeVisible({ timeout: 1000 });
  }).toPass();
  const [header, first] = (await receiver.bodyOf(await receiver.pin(batch))).split("\n");
  expect(header).toBe("RayID,EdgeResponseStatus,ClientIP");
  expect(first).toMatch(/^"[0-9a-f]{16}",\d{3},"[\d.]+"$/);
});
