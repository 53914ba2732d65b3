import { expectFitLooks } from "./axe.ts";
import { apiJobs } from "./emulator-api.ts";
import { test as base, expect } from "./fixtures.ts";
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

const listAnswer = JSON.stringify({
  errors: [],
  messages: [],
  success: true,
  result: [
    { id: 1, name: "first", dataset: "http_requests", destination_conf: "https://receiver.headgate.test/first" },
    {
      id: 2,
      name: "from-a-list",
      dataset: "audit_logs",
      destination_conf: "https://receiver.headgate.test/second?header_X-Key=a%2Bb&flag",
      enabled: true,
      kind: "",
      filter: '{"where":{"and":[{"key":"ActionType","operator":"eq","value":"login"}]}}',
      max_upload_interval_seconds: 60,
      output_options: { field_names: ["ActionType", "When"], timestamp_format: "unix", batch_prefix: "[\n" },
      last_complete: null,
      last_error: null,
      error_message: null,
    },
  ],
});

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

test("the documentation's curl command fills the form, which creates its job", async ({
  page,
  jobForm,
  importDialog,
  baseURL,
}) => {
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  await importDialog.readText(documented);
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

test("one of several jobs in an answer is chosen, and its dataset's fields are loaded", async ({
  page,
  jobForm,
  importDialog,
}) => {
  await jobForm.open();
  await importDialog.readText(listAnswer);
  await importDialog.choice.selectOption("from-a-list");
  await expect(importDialog.list("Ignored (7)")).toContainText("last_complete: Cloudflare sets it.");
  await importDialog.fill.click();

  await expect(jobForm.dataset).toHaveValue("audit_logs");
  await expect(jobForm.scope).toHaveValue("Example Media Group");
  await expect(jobForm.name).toHaveValue("from-a-list");
  await jobForm.showSecrets();
  await expect(jobForm.destinationString).toHaveValue("https://receiver.headgate.test/second?header_X-Key=a%2Bb&flag");
  await jobForm.openFields.press("Enter");
  await expect(jobForm.fields.getByRole("checkbox", { name: "ActorEmail", exact: true })).not.toBeChecked();
  await expect(jobForm.fields.getByRole("checkbox", { name: "When", exact: true })).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(jobForm.curl).toContainText('"field_names": ["ActionType", "When"]');
  await expect(jobForm.curl).toContainText('"batch_prefix": "[\\n"');
  await expect(importDialog.notice).toContainText("could not read 0");
});

test("a zone that the credential does not see has to be chosen", async ({ page, jobForm, importDialog }) => {
  await jobForm.open();
  await importDialog.importText(
    `curl https://api.cloudflare.com/client/v4/zones/${"0".repeat(32)}/logpush/jobs --json '${JSON.stringify({
      dataset: "http_requests",
      destination_conf: "https://receiver.headgate.test/stranger",
      output_options: { field_names: ["RayID"] },
    })}'`,
  );
  await expect(importDialog.notice).toContainText("The credential has no access to zones/0");
  await expect(jobForm.scope).toHaveValue("");
  await jobForm.submit.click();
  await expect(jobForm.scope).toHaveAttribute("aria-invalid", "true");
  await jobForm.chooseScope("theburritobot.com");
  await expect(jobForm.openFields).toContainText("1 of 125");
  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
});

test("Terraform is parsed by the server, and unresolved values have to be typed", async ({
  page,
  jobForm,
  importDialog,
  baseURL,
}) => {
  await jobForm.open();
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

test("a placeholder is not sent as a secret unless someone says that it is the value", async ({
  page,
  jobForm,
  importDialog,
}) => {
  await jobForm.open();
  await importDialog.importText(
    JSON.stringify({
      dataset: "http_requests",
      name: "placeholder",
      destination_conf: "https://receiver.headgate.test/in?header_X-SEKOIAIO-INTAKE-KEY=<YOUR_INTAKE_KEY>",
      output_options: { field_names: ["RayID"] },
    }),
  );
  await expect(importDialog.notice).toContainText("is the placeholder <YOUR_INTAKE_KEY>: enter its value");
  const value = page.getByLabel("Header value", { exact: true });
  await expect(value).toHaveAccessibleDescription(/<YOUR_INTAKE_KEY> is a placeholder, not a value/);
  await jobForm.submit.click();
  await expect(jobForm.alert).toContainText("is a placeholder");
  await page.getByRole("checkbox", { name: "This is the value" }).check();
  await expect(value).not.toHaveAttribute("aria-invalid", "true");
  await page.getByRole("checkbox", { name: "This is the value" }).uncheck();
  await value.fill("abc123");
  await jobForm.submit.click();
  await expect(page).toHaveURL(/\/jobs\/\d+/);
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

test("a destination string changes nothing else, and undo restores everything", async ({ jobForm, importDialog }) => {
  await jobForm.open();
  await jobForm.name.fill("mine");
  await jobForm.addHeader("X-Mine", "typed");
  await jobForm.showSecrets();
  const before = await jobForm.destinationString.inputValue();

  await importDialog.open.click();
  await importDialog.text.fill("  'https://logs.example.com/in?header_A=%7e&&b'  ");
  await importDialog.text.press("Control+Enter");
  await importDialog.fill.waitFor();
  await importDialog.text.press("Control+Enter");
  await expect(jobForm.destinationString).toHaveValue("https://logs.example.com/in?header_A=%7e&&b");
  await expect(jobForm.name).toHaveValue("mine");

  await importDialog.notice.getByRole("button", { name: "Undo import" }).click();
  await expect(importDialog.notice).toBeHidden();
  await expect(importDialog.open).toBeFocused();
  await expect(jobForm.destinationString).toHaveValue(before);
  await expect(jobForm.name).toHaveValue("mine");
  await importDialog.open.click();
  await expect(importDialog.text).toHaveValue(/logs\.example\.com/);
});

for (const { title, text, message } of [
  { title: "nothing", text: "", message: "Nothing to import." },
  { title: "prose", text: "hello there", message: "The import does not support this format." },
  {
    title: "JSON with a comment",
    text: '{\n  // no\n  "name": "a"\n}',
    message: "line 2, column 3: JSON has no comments",
  },
  {
    title: "half a command",
    text: `curl https://h/zones/a/logpush/jobs -d '{"na`,
    message: "The command is invalid at line 1",
  },
  {
    title: "half of Terraform",
    text: 'resource "cloudflare_logpush_job" "a" {',
    message: "unclosed configuration block",
  },
  { title: "another kind of destination", text: "s3://bucket/logs?region=x", message: "This is a s3 destination" },
]) {
  test(`${title} gives an error at the field, and the text stays`, async ({ jobForm, importDialog }) => {
    await jobForm.open();
    await importDialog.readText(text);
    await expect(importDialog.dialog).toContainText(message);
    await expect(importDialog.text).toHaveAttribute("aria-invalid", "true");
    await expect(importDialog.text).toHaveAccessibleDescription(new RegExp(message.replace(/[.]/g, "\\.")));
    await importDialog.text.press("Escape");
    await expect(importDialog.dialog).toBeHidden();
    await expect(importDialog.open).toBeFocused();
    await importDialog.open.click();
    await expect(importDialog.text).toHaveValue(text);
  });
}

test("a pasted text is read immediately", async ({ context, page, jobForm, importDialog }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await jobForm.open();
  await page.evaluate(() => navigator.clipboard.writeText("https://logs.example.com"));
  await importDialog.open.click();
  await importDialog.text.press("Control+v");
  await expect(importDialog.fill).toBeVisible();
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

test("axe finds nothing in the import", async ({ page, jobForm, importDialog }) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 800 });
  await jobForm.open();
  await importDialog.readText("x".repeat(300));
  await expect(importDialog.text).toHaveAttribute("aria-invalid", "true");
  await expectFitLooks(page, "error", 320);
  await importDialog.text.fill(listAnswer.replace('"first"', JSON.stringify("long-".repeat(60))));
  await importDialog.read.click();
  await importDialog.fill.waitFor();
  await expectFitLooks(page, "found", 320);
  await importDialog.text.fill(terraform);
  await importDialog.read.click();
  await importDialog.fill.click();
  await importDialog.notice.getByText("What was imported").click();
  await expectFitLooks(page, "filled", 320);
});
