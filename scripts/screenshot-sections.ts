import type { Locator, Page } from "@playwright/test";
import { ImportDialogPage } from "../e2e/pages/import-dialog.page.ts";
import { JobFormPage } from "../e2e/pages/job-form.page.ts";

type Screen = [name: string, open: (page: Page) => Promise<void>];

/** The sections of the form and the pages around it, each filled in as a person would. */
export const sections: Screen[] = [
  ["presets", openPresets],
  ["fields", openFields],
  ["filter", openFilter],
  ["output", openFormat],
  ["batches", openBatches],
  ["more-settings", openMoreSettings],
  ["snippets", openSnippets],
  ["receiver-config", openReceiverConfig],
  ["import", openImport],
  ["legacy", openLegacy],
  ["explain", openExplain],
  ["coverage", (page) => openPlace(page, "/coverage")],
  ["coverage-selection", openSelection],
  ["copy", openCopy],
  ["run", openRun],
  ["activity", (page) => openPlace(page, "/activity")],
  ["settings", (page) => openPlace(page, "/settings")],
  ["palette", openPalette],
];

const filter =
  '{"where":{"and":[{"key":"EdgeResponseStatus","operator":"geq","value":500},{"or":[{"key":"ClientCountry","operator":"in","value":["de","at"]},{"key":"ClientRequestPath","operator":"startsWith","value":"/api"}]}]}}';
const terraform = `resource "cloudflare_logpush_job" "edge" {
  zone_id          = "00000000000000000000000000000000"
  name             = "edge-logs"
  dataset          = "http_requests"
  destination_conf = "https://logs.example.com?header_Authorization=Bearer%20\${var.token}"
  output_options = {
    field_names      = ["RayID", "ClientIP"]
    timestamp_format = "rfc3339"
  }
  enabled = true
}`;

async function openForm(page: Page): Promise<JobFormPage> {
  const form = new JobFormPage(page);
  await form.open();
  await form.endpoint.fill("https://logs.example.com/in");
  await page.getByLabel("Bearer token", { exact: true }).fill("s3cret-token");
  await form.addParameter("tags", "host:theburritobot.com");
  return form;
}

/** Two zones that lack a dataset. */
async function openSelection(page: Page): Promise<void> {
  await openPlace(page, "/coverage");
  for (const zone of ["free.example", "news.example"]) {
    await page.getByRole("checkbox", { name: `Select ${zone}, http_requests: no job` }).check();
  }
  await page.getByRole("toolbar", { name: "Selected cells" }).waitFor();
}

/** A job on its way to these zones. */
async function openCopy(page: Page): Promise<void> {
  await page.goto("/?q=burrito-requests");
  await page.getByRole("checkbox", { name: "Select burrito-requests" }).check();
  await page.getByRole("toolbar", { name: "Bulk actions" }).getByRole("button", { name: "Copy to zones" }).click();
  const dialog = page.getByRole("dialog", { name: "Copy to zones" });
  await dialog.getByLabel("Job name").fill("{zone}-requests");
  for (const zone of [/^free\.example/, /^news\.example/]) await dialog.getByRole("checkbox", { name: zone }).check();
  await dialog.getByRole("region", { name: "Examples" }).waitFor();
}

async function openRun(page: Page): Promise<void> {
  await openCopy(page);
  await page.getByRole("dialog").getByRole("button", { name: "Review plan" }).click();
  await page.getByRole("table", { name: "Plan" }).waitFor();
}

async function openPresets(page: Page): Promise<void> {
  await openForm(page);
  await page.getByRole("button", { name: "New Relic" }).click();
  await page.getByRole("dialog", { name: "New Relic" }).getByLabel("License key").fill("NRAK-EXAMPLE");
}

async function openFields(page: Page): Promise<void> {
  const form = await openForm(page);
  await form.openFields.press("Enter");
  await page.getByLabel("Search fields").waitFor();
}

async function openFilter(page: Page): Promise<void> {
  const form = await openForm(page);
  await form.openSection("Filter");
  await page.getByRole("tab", { name: "Raw JSON" }).click();
  await page.getByLabel("Filter as JSON").fill(filter);
  await page.getByRole("tab", { name: "Builder" }).click();
  await page.getByRole("group", { name: "Condition 2.2", exact: true }).waitFor();
  await show(form.section("Filter"));
}

async function openFormat(page: Page): Promise<void> {
  const form = await openForm(page);
  await form.openSection("Format");
  await page.getByRole("button", { name: "JSON array", exact: true }).click();
  await show(form.section("Format"));
}

async function openBatches(page: Page): Promise<void> {
  const form = await openForm(page);
  await page.getByLabel("Max upload bytes").fill("8 MB");
  await form.openSection("Batching and cost");
  await page.getByLabel("Requests per second").fill("2,000");
  await show(form.section("Batching and cost"));
}

async function openMoreSettings(page: Page): Promise<void> {
  const form = await openForm(page);
  await form.fillOtherSettings({ transformer_id: 5001 });
  await show(form.section("More settings"));
}

async function openSnippets(page: Page): Promise<void> {
  const form = await openForm(page);
  await form.openPreview("Code");
  await page.getByLabel("Language", { exact: true }).selectOption("Terraform");
  await page.getByRole("region", { name: "Terraform snippet" }).waitFor();
}

async function openReceiverConfig(page: Page): Promise<void> {
  const form = await openForm(page);
  await form.openPreview("Request");
  await page.getByRole("heading", { name: "Receiver config" }).click();
  await show(page.getByRole("heading", { name: "Receiver config" }));
}

async function openImport(page: Page): Promise<void> {
  const form = new JobFormPage(page);
  await form.open();
  const dialog = new ImportDialogPage(page);
  await dialog.readText(terraform);
  await dialog.fill.waitFor();
}

async function openLegacy(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("table", { name: "Logpush jobs" }).waitFor();
  // The emulator's job that still has logpull_options.
  await page.locator('a[href$="/jobs/1004"]').first().click();
  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
  await show(page.getByRole("region", { name: "Legacy settings" }));
}

async function openPlace(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
}

async function openExplain(page: Page): Promise<void> {
  await page.goto("/explain");
  await page.locator("textarea:enabled").waitFor();
  await page
    .getByLabel("Destination string", { exact: true })
    .fill("http://logs.example.com/in?header_Authorization=Bearer+abc%2520def&Header_X=1&api_key=s3cret");
  await page.getByRole("button", { name: "Copy fixed version" }).waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await openPlace(page, "/");
  await page.getByRole("switch").and(page.locator(":enabled")).first().waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Command palette" }).getByRole("combobox").waitFor();
  await page.keyboard.type("edge");
  await page.getByRole("option", { name: /^edge-logs/ }).waitFor();
}

/** With some space above. */
async function show(target: Locator): Promise<void> {
  await target.first().evaluate((element) => {
    element.scrollIntoView();
    window.scrollBy(0, -16);
  });
}
