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

test("Terraform is parsed by the server, the only request with the text, and pasted credentials stay in the dialog", async ({
  page,
  jobForm,
  importDialog,
  baseURL,
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
  await jobForm.expectCreated();
  expect(carriers).toEqual([]);
  expect(await stored()).not.toContain(canary);

  await jobForm.open();
  await importDialog.importText(terraform);
  await expect(importDialog.notice).toContainText("Header Authorization needs \u0024{var.token}");
  await expect(jobForm.scope).toHaveValue("theburritobot.com");
  await expect.poll(stored).toContain("from-terraform");
  const value = page.getByLabel("Header value", { exact: true });
  await expect(value).toHaveValue("Bearer \u0024{var.token}");
  await value.fill("Bearer typed by hand");
  await jobForm.submit.click();
  await jobForm.expectCreated();
  expect(carriers).toEqual([expect.stringContaining("cloudflare_logpush_job")]);
  expect(await stored()).not.toContain(canary);
  const job = (await apiJobs(baseURL)).findLast(({ name }) => name === "from-terraform");
  expect(job).toMatchObject({
    destination_conf: "https://receiver.headgate.test/tf?header_Authorization=Bearer%20typed%20by%20hand&tags=a:b",
    filter: '{"where":{"and":[{"key":"ClientRequestPath","operator":"contains","value":"/static"}]}}',
    output_options: { field_names: ["RayID", "ClientIP"], timestamp_format: "unixnano", "CVE-2021-44228": true },
  });
});
