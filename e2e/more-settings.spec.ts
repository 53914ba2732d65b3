import type { Page } from "@playwright/test";
import { apiCreateJob, apiJob, apiJobs } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const destination_conf = "https://receiver.headgate.test/more?header_X-Token=more-settings-secret";

async function openMore(page: Page) {
  await page.getByRole("button", { name: "More settings", exact: true }).click();
  await page.getByLabel("Other settings (JSON)").waitFor();
}

async function save(page: Page) {
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
}

test("settings without a field survive an edit, can be added and can be removed", async ({ page, baseURL }) => {
  const output_options = { field_names: ["RayID"], brand_new: { a: [1, null] }, stringify_object: true };
  const job = await apiCreateJob(baseURL, {
    name: "others",
    dataset: "http_requests",
    destination_conf,
    output_options,
    not_born_yet: { b: false },
    gone_soon: 1,
  });
  await page.goto(`${job.path}?tab=settings`);
  await page.getByLabel("Job name").fill("others-renamed");
  await save(page);
  expect(await apiJob(baseURL, job)).toMatchObject({
    name: "others-renamed",
    output_options,
    not_born_yet: { b: false },
    gone_soon: 1,
  });

  await page.goto(`${job.path}?tab=settings`);
  await expect(page.getByText("Set: Other settings")).toBeVisible();
  await openMore(page);
  const field = page.getByLabel("Other settings (JSON)");
  const { gone_soon: _gone, ...shown } = JSON.parse(await field.inputValue());
  expect(shown).toEqual({
    not_born_yet: { b: false },
    output_options: { brand_new: { a: [1, null] }, stringify_object: true },
  });
  await field.fill(JSON.stringify({ ...shown, typed_here: "new" }));
  await save(page);
  const stored = await apiJob(baseURL, job);
  expect(stored).toMatchObject({ output_options, not_born_yet: { b: false }, typed_here: "new" });
  expect(stored.gone_soon ?? null).toBeNull();
});

test("a transformer is one of the account's, survives an edit, and Cloudflare refuses others", async ({
  page,
  jobForm,
  baseURL,
}) => {
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  await jobForm.name.fill("transformed");
  await jobForm.endpoint.fill("https://receiver.headgate.test/more");
  await openMore(page);
  const field = page.getByLabel("Other settings (JSON)");
  await field.fill('{ "transformer_id": 4711 }');
  await expect(jobForm.curl).toContainText('"transformer_id": 4711');
  await jobForm.submit.click();
  await expect(page.getByRole("alert").filter({ hasText: "transformer 4711 not found" })).toBeVisible();
  const transformer = page.getByLabel("Transformer", { exact: true });
  await expect(transformer.getByRole("option", { name: "4711 (not in this account)" })).toHaveCount(1);
  await expect(transformer.getByRole("option", { name: "blocked-dns (gateway_dns)" })).toBeDisabled();
  await transformer.selectOption({ label: "requests-without-addresses" });
  await expect(field).toHaveValue(/"transformer_id": 5001/);
  await jobForm.submit.click();
  await jobForm.expectCreated();
  const made = (await apiJobs(baseURL)).find(({ name }) => name === "transformed");
  expect(made).toMatchObject({ transformer_id: 5001 });

  await jobForm.openSaved(new URL(page.url()).pathname);
  await openMore(page);
  await expect(field).toHaveValue(/"transformer_id": 5001/);
  await page.getByLabel("Job name").fill("transformed-still");
  await save(page);
  const kept = (await apiJobs(baseURL)).find(({ name }) => name === "transformed-still");
  expect(kept).toMatchObject({ transformer_id: 5001 });
});
