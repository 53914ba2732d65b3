import { apiTick } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { ReceiverPage } from "./pages/receiver.page.ts";

test("a job fails, its error is decoded, the repair is saved, and it is healthy again", async ({
  page,
  jobForm,
  baseURL,
}) => {
  test.slow();
  await jobForm.open();
  await jobForm.name.fill("receiver-story");
  await jobForm.endpoint.fill("https://receiver.headgate.test/");
  await jobForm.addHeader("Authorization", "Bearer story-token");
  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);

  const receiver = new ReceiverPage(page);
  await receiver.open();
  await receiver.answer("415 unless JSON").check();
  await expect(
    page.getByRole("status").filter({ hasText: "The test receiver responds with 415 unless JSON." }),
  ).toHaveCount(1);
  await apiTick(baseURL);
  await expect(receiver.newest("Batch", "receiver.headgate.test")).toContainText("415");

  const row = page.getByRole("table", { name: "Logpush jobs" }).getByRole("row", { name: /receiver-story/ });
  // What the list shows may have been read before the delivery.
  await expect(async () => {
    await page.goto("/?q=receiver-story");
    await expect(row).toContainText("Failing", { timeout: 1000 });
  }).toPass();
  await expect(row).toContainText("rejected the Content-Type (415)");

  await row.getByRole("link", { name: "receiver-story", exact: true }).click();
  const failure = page.getByRole("region", { name: "Failure" });
  await expect(failure).toContainText("415");
  await failure.getByRole("button", { name: "Add Content-Type: application/json" }).click();
  const review = page.getByRole("dialog", { name: "Add Content-Type: application/json" });
  await expect(review.getByRole("row", { name: /Content-Type/ })).toContainText("application/json");
  await review.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
  await expect(page.getByRole("region", { name: "Destination" })).toContainText("application/json");

  // The time of a delivery is a whole second: one within the second of the save does not count as later.
  await expect(async () => {
    await apiTick(baseURL);
    await page.goto("/?q=receiver-story");
    await expect(row).toContainText("Healthy", { timeout: 500 });
  }).toPass();

  await receiver.open("?kind=batch");
  const delivered = receiver.newest("Batch", "receiver.headgate.test");
  await expect(delivered).toContainText("200");
  await expect(delivered).toContainText("All pass");
});
