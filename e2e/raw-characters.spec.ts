import { apiCreateJob, apiJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const plain = "https://receiver.headgate.test/in?header_Authorization=Bearer";

test("the + in a saved value is decided without showing the value", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "plus",
    dataset: "http_requests",
    destination_conf: `${plain}+abc%7e&tags=a`,
    output_options: { field_names: ["RayID"] },
  });
  await page.goto(`${job.path}?tab=settings`);
  const question = page.getByRole("group", { name: "The + in this value: a space, or a plus?" });
  await question.getByRole("button", { name: "+ means a space: write %20" }).click();
  await expect(page.getByText("Saving writes the + as %20 (a space).")).toBeVisible();
  await page.getByRole("button", { name: "Save changes" }).click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect(review.getByRole("row", { name: /Header Authorization/ })).toContainText("%20");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
  expect((await apiJob(baseURL, job)).destination_conf).toBe(`${plain}%20abc%7e&tags=a`);
});
