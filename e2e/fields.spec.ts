import type { Page } from "@playwright/test";
import { api, apiCreateJob, apiJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";

const chosenList = "Chosen fields, in record order";

/** The chosen names in the order of the list. */
async function chosen(page: Page): Promise<string[]> {
  const buttons = page.getByRole("list", { name: chosenList }).getByRole("button", { name: /, field \d+/ });
  const labels = await buttons.evaluateAll((nodes) => nodes.map((node) => node.getAttribute("aria-label") ?? ""));
  return labels.map((label) => label.replace(/(?: unknown| removed)?, field .*$/, ""));
}

async function addFault(baseURL: string | undefined, fault: Record<string, unknown>) {
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify({ at: "before", ...fault }) });
}

test("Cloudflare's list of fields is used once it can be read, and its refusal of a dataset is shown at the field", async ({
  page,
  jobForm,
  baseURL,
}) => {
  await addFault(baseURL, { method: "GET", pathIncludes: "/fields", kind: "status", status: 500 });
  await jobForm.open();
  const notice = page.getByRole("status").filter({ hasText: "Bundled field list of 2026-09-15" });
  await expect(notice).toBeVisible();
  await expect(jobForm.openFields).toContainText("9 of 123");
  await api(baseURL, "/__emulator/faults", { method: "DELETE" });
  await page.getByRole("button", { name: "Load fields again" }).click();
  await expect(notice).toHaveCount(0);
  await expect(jobForm.openFields).toContainText("9 of 125");

  await jobForm.dataset.selectOption({ label: "Other dataset…" });
  const id = page.getByLabel("Dataset id", { exact: true });
  await id.fill("brand_new_logs");
  await press(id, "Enter");
  await expect(id).toHaveAccessibleDescription(/Cloudflare refused: unknown dataset "brand_new_logs"/);
  await press(jobForm.openFields, "Enter");
  await page.getByText("Paste a list of fields").click();
  await page.getByLabel("Paste list", { exact: true }).fill("Timestamp, NewThing");
  await page.getByRole("checkbox", { name: /Keep unknown names/ }).check();
  await page.getByRole("button", { name: "Use this list" }).click();
  await jobForm.takeFields();
  await jobForm.endpoint.fill("https://receiver.headgate.test/unknown-dataset");
  await jobForm.submit.click();
  await expect(page.getByRole("form").getByRole("alert").first()).toContainText('unknown dataset "brand_new_logs"');
  await expect(id).toHaveAttribute("aria-invalid", "true");

  await jobForm.dataset.selectOption("dns_logs");
  await expect(id).toHaveCount(0);
  await expect(jobForm.openFields).toContainText("9 of 9");
});

test("a saved field that Cloudflare no longer lists is marked, and removed with one button", async ({
  page,
  jobForm,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "gone-field",
    dataset: "page_shield_events",
    destination_conf: "https://receiver.headgate.test/gone-field",
    output_options: { field_names: ["Timestamp", "URLHost"] },
  });
  await page.goto(`${job.path}?tab=settings`);
  await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
  await press(jobForm.openFields, "Enter");
  await page.getByText("Paste a list of fields").click();
  await page.getByLabel("Paste list", { exact: true }).fill("URLContainsCDNCGIPath");
  await page.getByRole("checkbox", { name: /Keep unknown names/ }).check();
  await page.getByRole("button", { name: "Add to chosen" }).click();
  await expect(page.getByRole("button", { name: "URLContainsCDNCGIPath removed, field 3" })).toBeVisible();
  await jobForm.takeFields();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByText('unknown field "URLContainsCDNCGIPath"').first()).toBeVisible();
  expect(await apiJob(baseURL, job)).toMatchObject({ output_options: { field_names: ["Timestamp", "URLHost"] } });
  await press(jobForm.openFields, "Enter");
  await page.getByRole("button", { name: "Take it out" }).click();
  expect(await chosen(page)).toEqual(["Timestamp", "URLHost"]);
});
