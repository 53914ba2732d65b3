import type { Page } from "@playwright/test";
import { axeFindings } from "./axe.ts";
import { api, apiCreateJob, apiJob, apiJobs } from "./emulator-api.ts";
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

test("without the permission to list transformers, the id is typed", async ({ page, jobForm, baseURL }) => {
  const fault = { at: "before", kind: "status", status: 403, pathIncludes: "/transformers" };
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify(fault) });
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  await openMore(page);
  const id = page.getByLabel("Transformer ID");
  await id.fill("5001x");
  await expect(id).toHaveValue("5001");
  await expect(page.getByLabel("Other settings (JSON)")).toHaveValue(/"transformer_id": 5001/);
  await id.fill("");
  await expect(page.getByLabel("Other settings (JSON)")).toHaveValue("");
});

test("errors are reported with their position or field, and a mask is refused", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/more");
  await openMore(page);
  const field = page.getByLabel("Other settings (JSON)");
  for (const [text, message] of [
    ['{\n  "a": 1,\n}', "line 3, column 1"],
    ["[]", "must be a JSON object"],
    ['{"max_upload_bytes": 5000000}', "is set in Max upload bytes"],
    ['{"output_options": {"CVE-2021-44228": true}}', "is set in CVE-2021-44228"],
    ['{"last_error": null}', "read-only"],
    ['{"token": "Bearer ••••••••"}', "contains a masked value"],
    ['{"a": 1, "a": 2}', "Duplicate"],
  ] as const) {
    await field.fill(text);
    await expect(field).toHaveAccessibleDescription(new RegExp(message));
  }
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "More settings", exact: true }).click();
  await expect(field).toBeHidden();
  await jobForm.submit.click();
  await page
    .getByRole("alert")
    .getByRole("link", { name: /Other settings/ })
    .click();
  await expect(field).toBeFocused();
});

test("attack traffic, kind and frequency are sent", async ({ page, jobForm, baseURL }) => {
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  await jobForm.name.fill("attack-excluded");
  await jobForm.endpoint.fill("https://receiver.headgate.test/more");
  await openMore(page);
  await page.getByLabel("Attack traffic").selectOption({ label: "Excluded" });
  await page.getByLabel("Kind", { exact: true }).selectOption({ label: "Edge Log Delivery" });
  await page.getByText("Older settings").click();
  await page.getByLabel("Frequency").selectOption("low");
  await expect(page.getByText("Set: Kind, Attack traffic, Frequency")).toBeVisible();
  await jobForm.submit.click();
  await jobForm.expectCreated();
  const stored = (await apiJobs(baseURL)).find(({ name }) => name === "attack-excluded");
  expect(stored).toMatchObject({ filter_attack_traffic: true, kind: "edge", frequency: "low" });
});

test("a saved job keeps its kind, and its choice about attack traffic can be changed but not removed", async ({
  page,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "edge",
    dataset: "http_requests",
    destination_conf,
    output_options: { field_names: ["RayID"] },
    kind: "edge",
    frequency: "high",
    filter_attack_traffic: true,
  });
  await page.goto(`${job.path}?tab=settings`);
  await openMore(page);
  await expect(page.getByLabel("Kind", { exact: true })).toBeDisabled();
  await expect(page.getByLabel("Kind", { exact: true })).toHaveValue("edge");
  // The default of every job is not a setting of this one.
  await expect(page.getByText("Set: Kind, Attack traffic", { exact: true })).toBeVisible();
  await page.getByText("Older settings").click();
  await expect(page.getByLabel("Frequency")).toHaveValue("high");
  const attack = page.getByLabel("Attack traffic");
  await expect(attack.getByRole("option")).toHaveText(["Excluded", "Included"]);
  await attack.selectOption({ label: "Included" });
  await save(page);
  expect(await apiJob(baseURL, job)).toMatchObject({ filter_attack_traffic: false, kind: "edge", frequency: "high" });
});

test("a dataset without the setting offers no choice, and says which datasets have it", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.dataset.selectOption("dns_logs");
  await openMore(page);
  const attack = page.getByLabel("Attack traffic");
  await expect(attack).toHaveAccessibleDescription(/dns_logs has no such setting/);
  await expect(attack.getByRole("option", { name: "Excluded" })).toBeDisabled();
  await expect(
    page.getByLabel("Kind", { exact: true }).getByRole("option", { name: "Edge Log Delivery" }),
  ).toBeDisabled();
});

test("a draft's error in collapsed settings can be reached from the summary of errors", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.endpoint.fill("https://receiver.headgate.test/more");
  await openMore(page);
  await page.getByLabel("Attack traffic").selectOption({ label: "Excluded" });
  await jobForm.dataset.selectOption("dns_logs");
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("headgate.new-job"))).toContain("dns_logs");
  await page.reload();
  await jobForm.resumeDraft();
  await expect(page.getByText("Set: Attack traffic")).toBeVisible();
  await jobForm.submit.and(page.locator(":enabled")).click();
  await page
    .getByRole("alert")
    .getByRole("link", { name: /Attack traffic: dns_logs does not support/ })
    .click();
  await expect(page.getByLabel("Attack traffic")).toBeFocused();
  await page.getByLabel("Attack traffic").selectOption({ label: "Not set" });
  await expect(page.getByRole("alert").getByRole("link", { name: /Attack traffic/ })).toHaveCount(0);
});

test("with everything open, 320 px in the dark, axe finds nothing", async ({ page, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "narrow",
    dataset: "http_requests",
    destination_conf,
    not_born_yet: "x".repeat(200),
  });
  await page.setViewportSize({ width: 320, height: 900 });
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await page.goto(`${job.path}?tab=settings`);
  await openMore(page);
  await page.getByText("Older settings").click();
  await page.getByLabel("Frequency").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  expect(await page.content()).not.toContain("more-settings-secret");
});
