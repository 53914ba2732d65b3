import { apiJobs } from "./emulator-api.ts";
import { test as base, expect } from "./fixtures.ts";
import { press } from "./keys.ts";
import { ImportDialogPage } from "./pages/import-dialog.page.ts";

const test = base.extend<{ importDialog: ImportDialogPage }>({
  importDialog: async ({ page }, use) => use(new ImportDialogPage(page)),
});

const burritoZone = "b206d08237cf5041bd16ec7d4a733d72";
const canary = "canary-2b8e";

/** The command of the older documentation, word for word. */
const documented = `$ curl -s https://api.cloudflare.com/client/v4/zones/$ZONE_TAG/logpush/jobs -X POST -d '
{
  "name": "theburritobot.com-https",
  "logpull_options": "fields=RayID,EdgeStartTimestamp&timestamps=rfc3339",
  "destination_conf": "https://logs.example.com?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests",
  "max_upload_bytes": 5000000,
  "max_upload_records": 1000,
  "dataset": "http_requests",
  "enabled": true
}' \\
-H "X-Auth-Email: <EMAIL>" \\
-H "X-Auth-Key: <API_KEY>"`;

const terraform = `
variable "zone_id" {
  default = "${burritoZone}"
}
variable "token" {
  sensitive = true
}
provider "cloudflare" {
  api_token = "${canary}"
}
resource "cloudflare_logpush_job" "burrito" {
  zone_id          = var.zone_id
  dataset          = "http_requests"
  name             = "from-terraform"
  enabled          = true
  destination_conf = "https://receiver.headgate.test/tf?header_Authorization=Bearer%20\${var.token}&tags=a:b"
  filter = jsonencode({
    where = { and = [{ key = "ClientRequestPath", operator = "contains", value = "/static" }] }
  })
  output_options = {
    field_names    = ["RayID", "ClientIP"]
    cve_2021_44228 = true
  }
}`;

test("the documentation's curl command, pasted, is read at once and fills the form, which creates its job", async ({
  context,
  page,
  jobForm,
  importDialog,
  baseURL,
}) => {
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), documented);
  await importDialog.open.click();
  await press(importDialog.text, "Control+v");
  await expect(
    importDialog.dialog.getByText("This looks like a shell command. It is only read, not run."),
  ).toBeVisible();
  await expect(importDialog.list("Could not read (1)")).toContainText("It needs $ZONE_TAG");
  await expect(importDialog.list("Imported (8)")).toContainText("RayID, EdgeStartTimestamp");
  await expect(importDialog.list("Ignored (4)")).toContainText("header X-Auth-Key: Credentials aren't imported");
  await expect(importDialog.list("Ignored (4)")).toContainText("logpull_options");

  await importDialog.fill.click();
  await expect(importDialog.dialog).toBeHidden();
  await expect(importDialog.notice).toBeFocused();
  await expect(importDialog.notice).toContainText("Imported 8 settings, ignored 4, could not read 1.");
  await expect(jobForm.scope).toHaveValue("theburritobot.com");
  await jobForm.showSecrets();
  await expect(jobForm.destinationString).toHaveValue(
    "https://logs.example.com?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests",
  );
  await expect(page.getByText("No fields selected.")).toBeHidden();

  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  const job = (await apiJobs(baseURL)).findLast(({ name }) => name === "theburritobot.com-https");
  expect(job).toMatchObject({
    dataset: "http_requests",
    destination_conf:
      "https://logs.example.com?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests",
    enabled: true,
    max_upload_bytes: 5_000_000,
    max_upload_records: 1000,
    output_options: { field_names: ["RayID", "EdgeStartTimestamp"], timestamp_format: "rfc3339" },
  });
});

test("Terraform is parsed by the server, and unresolved values have to be typed", async ({
  page,
  jobForm,
  importDialog,
  baseURL,
}) => {
  await jobForm.open();
  const half = terraform.slice(0, terraform.indexOf("output_options"));
  await importDialog.readText(half);
  await expect(importDialog.text).toHaveAccessibleDescription(/unclosed configuration block/);
  await press(importDialog.text, "Escape");
  await importDialog.open.click();
  await expect(importDialog.text).toHaveValue(half);
  await press(importDialog.text, "Escape");
  await importDialog.importText(terraform);
  await expect(importDialog.notice).toContainText("Header Authorization needs \u0024{var.token}");
  await expect(jobForm.scope).toHaveValue("theburritobot.com");
  const value = page.getByLabel("Header value", { exact: true });
  await expect(value).toHaveValue("Bearer \u0024{var.token}");
  await jobForm.submit.click();
  await expect(value).toHaveAttribute("aria-invalid", "true");

  await value.fill("Bearer typed by hand");
  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  const job = (await apiJobs(baseURL)).findLast(({ name }) => name === "from-terraform");
  expect(job).toMatchObject({
    destination_conf: "https://receiver.headgate.test/tf?header_Authorization=Bearer%20typed%20by%20hand&tags=a:b",
    filter: '{"where":{"and":[{"key":"ClientRequestPath","operator":"contains","value":"/static"}]}}',
    output_options: { field_names: ["RayID", "ClientIP"], timestamp_format: "unixnano", "CVE-2021-44228": true },
  });
});

/** Everything here is a reference that the text does not define. */
const references = (settings: string) => `
resource "cloudflare_logpush_job" "open" {
  zone_id          = "${burritoZone}"
  dataset          = "http_requests"
  destination_conf = "https://receiver.headgate.test/open?header_X=1"
${settings}
}`;

test("a filter with a reference keeps it, and the job is not created without it", async ({
  page,
  jobForm,
  importDialog,
  baseURL,
}) => {
  await jobForm.open();
  await importDialog.importText(
    references(`  name = "open-filter"
  enabled = true
  output_options = { field_names = ["RayID"] }
  filter = "{\\"where\\":{\\"key\\":\\"ClientRequestHost\\",\\"operator\\":\\"eq\\",\\"value\\":\\"\u0024{var.host}\\"}}"`),
  );
  await expect(importDialog.notice).toContainText("filter: It needs \u0024{var.host}, which is not in the text.");
  await jobForm.openSection("Filter");
  await page.getByRole("tab", { name: "Raw JSON" }).click();
  const filter = page.getByLabel("Filter as JSON");
  await expect(filter).toHaveAccessibleDescription(/needs \$\{var\.host\}/);
  await expect(filter).toHaveValue(/"value":\s*"\u0024\{var\.host\}"/);
  await jobForm.submit.click();
  await expect(jobForm.alert).toContainText("Filter: This needs \u0024{var.host}");
  expect((await apiJobs(baseURL)).some(({ name }) => name === "open-filter")).toBe(false);

  await filter.fill('{"where":{"key":"ClientRequestHost","operator":"eq","value":"www.example.com"}}');
  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  const job = (await apiJobs(baseURL)).findLast(({ name }) => name === "open-filter");
  expect(job).toMatchObject({
    filter: '{"where":{"key":"ClientRequestHost","operator":"eq","value":"www.example.com"}}',
  });
});

test("each setting that is a reference shows it and waits for a value", async ({
  page,
  jobForm,
  importDialog,
  baseURL,
}) => {
  await jobForm.open();
  await importDialog.importText(
    references(`  name = "open-\u0024{var.stage}"
  enabled = var.enabled
  kind = var.kind
  output_options = {
    field_names = var.fields
    sample_rate = var.rate
    timestamp_format = var.format
    output_type = var.type
  }`),
  );
  const list = page.getByRole("region", { name: "Values to fill in" });
  await expect(list.getByRole("listitem")).toHaveCount(7);
  await expect(jobForm.name).toHaveValue("open-\u0024{var.stage}");
  const enabled = page.getByRole("switch", { name: "Enabled" });
  await expect(enabled).toHaveAttribute("aria-invalid", "true");
  await expect(enabled).toHaveAccessibleDescription(/needs \$\{var\.enabled\}.*Choose on or off\./);
  await expect(page.getByLabel("Timestamp format", { exact: true })).toHaveValue("\u0024{var.format}");
  await expect(page.getByLabel("Sample rate", { exact: true })).toHaveValue("\u0024{var.rate}");
  await expect(jobForm.curl).toContainText('"enabled": "\u0024{var.enabled}"');
  await jobForm.submit.click();
  await expect(jobForm.alert).toContainText("7 fields are invalid");

  await jobForm.name.fill("open-settings");
  await list.getByRole("button", { name: "Keep off: Enabled" }).click();
  await expect(enabled).not.toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Timestamp format", { exact: true }).selectOption("rfc3339");
  await page.getByLabel("Sample rate", { exact: true }).fill("0.5");
  await page.getByLabel("Output type", { exact: true }).selectOption("ndjson");
  await list.getByRole("link", { name: "Kind" }).click();
  await page.getByLabel("Kind", { exact: true }).selectOption("");
  await jobForm.chooseFields("RayID");
  await expect(list).toBeHidden();
  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  const job = (await apiJobs(baseURL)).findLast(({ name }) => name === "open-settings");
  expect(job).toMatchObject({ enabled: false, output_options: { field_names: ["RayID"], sample_rate: 0.5 } });
});

test("a reference survives the draft, and undoing the import removes it", async ({ page, jobForm, importDialog }) => {
  await jobForm.open();
  await importDialog.importText(references('  name = "open-draft"\n  enabled = var.enabled'));
  const enabled = page.getByRole("switch", { name: "Enabled" });
  await expect(enabled).toHaveAttribute("aria-invalid", "true");
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain("var.enabled");
  await page.reload();
  await page.getByRole("button", { name: "Resume" }).click();
  const list = page.getByRole("region", { name: "Values to fill in" });
  await expect(list).toContainText("Enabled");
  await enabled.click();
  await expect(list).toBeHidden();

  await jobForm.open();
  await importDialog.importText(references('  name = "open-draft"\n  enabled = var.enabled'));
  await expect(list).toBeVisible();
  await importDialog.notice.getByRole("button", { name: "Undo import" }).click();
  await expect(list).toBeHidden();
});

test("pasted credentials stay in the dialog; for Terraform, one request contains the text", async ({
  page,
  jobForm,
  importDialog,
}) => {
  const carriers: string[] = [];
  page.on("request", (request) => {
    const sent = `${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ""}`;
    if (sent.includes(canary)) carriers.push(request.postData() ?? request.url());
  });
  const stored = () =>
    page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]));

  await jobForm.open();
  await importDialog.importText(
    `TOKEN=${canary}\ncurl https://api.cloudflare.com/client/v4/zones/${burritoZone}/logpush/jobs -u ${canary} \\
      -H "Authorization: Bearer $TOKEN" -d '{"name":"quiet","destination_conf":"https://receiver.headgate.test/q"}'`,
  );
  await expect(page.locator("main")).not.toContainText(canary);
  await expect.poll(stored).toContain("quiet");
  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  expect(carriers).toEqual([]);
  expect(await stored()).not.toContain(canary);

  await jobForm.open();
  await importDialog.importText(terraform);
  await expect.poll(stored).toContain("from-terraform");
  await page.getByLabel("Header value", { exact: true }).fill("Bearer x");
  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
  expect(carriers).toEqual([expect.stringContaining("cloudflare_logpush_job")]);
  expect(await stored()).not.toContain(canary);
});
