import { expectFitLooks } from "./axe.ts";
import { apiCreateJob, apiJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const plain = "https://receiver.headgate.test/in?header_Authorization=Bearer";

test("a raw + gets a question, and the answer is what is sent", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.destinationString.fill(`${plain}+abc`);
  const question = page.getByRole("group", { name: "The + in this value: a space, or a plus?" });
  await expect(question).toBeVisible();
  await expect(page.getByText(/read the \+ as a space \(%20\), others as a plus \(%2B\)/).first()).toBeVisible();
  await expectFitLooks(page);
  await jobForm.submit.click();
  await expect(page).toHaveURL(/jobs\/new/);

  await question.getByRole("button", { name: "+ means a space: write %20" }).click();
  await expect(question).toHaveCount(0);
  await expect(page.getByLabel("Header value", { exact: true })).toHaveValue("Bearer abc");
  await expect(page.getByLabel("Header value", { exact: true })).toBeFocused();
  await expect(jobForm.destinationString).toHaveValue(`${plain}%20abc`);

  await page.setViewportSize({ width: 1280, height: 800 });
  await jobForm.destinationString.fill(`${plain}+abc`);
  await question.getByRole("button", { name: "+ means a plus: write %2B" }).click();
  await expect(jobForm.destinationString).toHaveValue(`${plain}%2Babc`);
});

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

test("a character that Cloudflare may refuse is noted at its field and encoded with one button", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await jobForm.destinationString.fill(`${plain}%20abc&tags=env:prod|team:x`);
  await expect(page.getByText("Cloudflare has been observed to refuse the character |.")).toBeVisible();
  await expectFitLooks(page);
  await page.getByRole("button", { name: "Write %7C" }).click();
  await expect(page.getByText("Cloudflare has been observed to refuse the character |.")).toHaveCount(0);
  await expect(page.getByLabel("Parameter value", { exact: true })).toHaveValue("env:prod|team:x");
  await expect(jobForm.destinationString).toHaveValue(`${plain}%20abc&tags=env:prod%7Cteam:x`);
});

test("HTML escapes in a pasted string are undone, and the form says so", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.destinationString.fill("https://logs.example.com/in?header_X-A=1&amp;header_X-B=2");
  await expect(page.getByLabel("Header name", { exact: true })).toHaveCount(2);
  await expect(page.getByText("Removed the JSON, HTML or shell escapes.")).toBeVisible();
  await expect(jobForm.destinationString).toHaveValue("https://logs.example.com/in?header_X-A=1&header_X-B=2");
});

test("an escaped filter is unescaped with one button", async ({ page, jobForm }) => {
  const filter = '{"where":{"key":"ClientIP","operator":"eq","value":"b"}}';
  await jobForm.open();
  await jobForm.openSection("Filter");
  await page.getByRole("tab", { name: "Raw JSON" }).click();
  const json = page.getByLabel("Filter as JSON");
  await json.fill(JSON.stringify(filter).slice(1, -1));
  await expect(page.getByText(/The filter is escaped or quoted once too many times/).first()).toBeVisible();
  await expectFitLooks(page);
  await page.getByRole("button", { name: "Unescape" }).click();
  await expect(json).toHaveValue(filter);
  await expect(json).toBeFocused();
  await json.fill('{"where":{}}');
  await expect(page.getByText("Same as no filter")).toBeVisible();
});
