import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { form } from "#components/job-form/testing/form.ts";
import { openForm, zone } from "#components/job-form/testing/open-form.tsx";
import { press } from "#components/testing/user.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import type { JsonObject } from "#lib/logpush/job/job.ts";
import { ok } from "#lib/logpush/result.ts";

const dialog = page.getByRole("dialog", { name: "Import a job" });
const notice = page.getByRole("region", { name: "Import" });
const open = page.getByRole("button", { name: "Import", exact: true });
const text = dialog.getByRole("textbox", { name: /^Paste a curl command/ });
const alert = page.getByRole("form", { name: "Logpush job" }).getByRole("alert");
const list = page.getByRole("region", { name: "Values to fill in" });
const enabled = page.getByRole("switch", { name: "Enabled" });

let opened: Awaited<ReturnType<typeof openForm>>;

beforeEach(async () => {
  opened = await openForm();
});

async function readText(pasted: string): Promise<void> {
  await open.click();
  await text.fill(pasted);
  await dialog.getByRole("button", { name: "Read" }).click();
}

/** Imports a job with these settings, as the parser on the server reads it. Each `${…}` refers to what no text defines. */
async function importReferences(settings: JsonObject): Promise<void> {
  const job = {
    zone_id: zone.path.slice("zones/".length),
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/open?header_X=1",
    ...settings,
  };
  const config = { resource: { cloudflare_logpush_job: { open: [job] } } };
  opened.actions.readTerraform.mockResolvedValue(ok({ config, expressions: {} }));
  await readText('resource "cloudflare_logpush_job" "open" {\n}');
  await dialog.getByRole("button", { name: "Fill the form" }).click();
  await expect.element(notice).toBeVisible();
}

test("a Terraform error is shown at the text, and the text is kept", async () => {
  const half = 'resource "cloudflare_logpush_job" "open" {';
  const params = { line: 1, column: 42, reason: "unclosed configuration block" };
  opened.actions.readTerraform.mockResolvedValue({
    ok: false,
    error: describedError("E_IMPORT_TERRAFORM", { at: "importText", params }),
  });
  await readText(half);
  await expect.element(text).toHaveAccessibleDescription(/unclosed configuration block/);
  await press(text, "{Escape}");
  await open.click();
  await expect.element(text).toHaveValue(half);
});

test("a header with a reference has to be typed", async () => {
  await importReferences({
    output_options: { field_names: ["RayID"] },
    destination_conf: "https://receiver.headgate.test/tf?header_Authorization=Bearer%20\u0024{var.token}&tags=a:b",
  });
  await expect.element(notice).toHaveTextContent("Header Authorization needs \u0024{var.token}");
  const value = page.getByLabelText("Header value", { exact: true });
  await expect.element(value).toHaveValue("Bearer \u0024{var.token}");
  await form.submit.click();
  await expect.element(value).toHaveAttribute("aria-invalid", "true");
  expect(opened.sent()).toBeUndefined();
  await value.fill("Bearer typed by hand");
  await form.submit.click();
  await expect
    .poll(() => opened.sent()?.destination_conf)
    .toBe("https://receiver.headgate.test/tf?header_Authorization=Bearer%20typed%20by%20hand&tags=a:b");
});

test("a filter with a reference keeps it, and the job is not created without it", async () => {
  await importReferences({
    enabled: true,
    output_options: { field_names: ["RayID"] },
    filter: '{"where":{"key":"ClientRequestHost","operator":"eq","value":"\u0024{var.host}"}}',
  });
  await expect.element(notice).toHaveTextContent("filter: It needs \u0024{var.host}, which is not in the text.");
  // Its error opens the section.
  await page.getByRole("tab", { name: "Raw JSON" }).click();
  const filter = page.getByLabelText("Filter as JSON");
  await expect.element(filter).toHaveAccessibleDescription(/needs \$\{var\.host\}/);
  await expect.element(filter).toHaveValue(expect.stringMatching(/"value":\s*"\u0024\{var\.host\}"/));
  await form.submit.click();
  await expect.element(alert).toHaveTextContent("Filter: This needs \u0024{var.host}");
  expect(opened.sent()).toBeUndefined();

  const decided = '{"where":{"key":"ClientRequestHost","operator":"eq","value":"www.example.com"}}';
  await filter.fill(decided);
  await form.submit.click();
  await expect.poll(opened.sent).toMatchObject({ filter: decided });
});

test("each setting that is a reference shows it and waits for a value", async () => {
  await importReferences({
    name: "open-\u0024{var.stage}",
    enabled: "\u0024{var.enabled}",
    kind: "\u0024{var.kind}",
    output_options: {
      field_names: "\u0024{var.fields}",
      sample_rate: "\u0024{var.rate}",
      timestamp_format: "\u0024{var.format}",
      output_type: "\u0024{var.type}",
    },
  });
  await expect.element(list.getByRole("listitem")).toHaveLength(7);
  await expect.element(form.name).toHaveValue("open-\u0024{var.stage}");
  await expect.element(enabled).toHaveAttribute("aria-invalid", "true");
  await expect.element(enabled).toHaveAccessibleDescription(/needs \$\{var\.enabled\}.*Choose on or off\./);
  const timestamp = page.getByLabelText("Timestamp format", { exact: true });
  const rate = page.getByLabelText("Sample rate", { exact: true });
  await expect.element(timestamp).toHaveValue("\u0024{var.format}");
  await expect.element(rate).toHaveValue("\u0024{var.rate}");
  await expect.element(form.curl).toHaveTextContent('"enabled": "\u0024{var.enabled}"');
  await form.submit.click();
  await expect.element(alert).toHaveTextContent("7 fields are invalid");

  await form.name.fill("open-settings");
  await list.getByRole("button", { name: "Keep off: Enabled" }).click();
  await expect.element(enabled).not.toHaveAttribute("aria-invalid", "true");
  await timestamp.selectOptions("rfc3339");
  await rate.fill("0.5");
  await page.getByLabelText("Output type", { exact: true }).selectOptions("ndjson");
  await list.getByRole("link", { name: "Kind" }).click();
  await page.getByLabelText("Kind", { exact: true }).selectOptions("");
  await form.chooseFields("RayID");
  await expect.element(list).not.toBeInTheDocument();
  await form.submit.click();
  await expect.poll(opened.sent).toMatchObject({
    name: "open-settings",
    enabled: false,
    output_options: { field_names: ["RayID"], sample_rate: 0.5 },
  });
});

test("a reference survives the draft, and undoing the import removes it", async () => {
  await importReferences({ name: "open-draft", enabled: "\u0024{var.enabled}" });
  await expect.element(enabled).toHaveAttribute("aria-invalid", "true");
  await expect.poll(() => JSON.stringify({ ...sessionStorage })).toContain("var.enabled");
  opened.close();
  opened = await openForm();
  await form.resumeDraft();
  await expect.element(list).toHaveTextContent("Enabled");
  await enabled.click();
  await expect.element(list).not.toBeInTheDocument();

  await importReferences({ name: "open-draft", enabled: "\u0024{var.enabled}" });
  await expect.element(list).toBeVisible();
  await notice.getByRole("button", { name: "Undo import" }).click();
  await expect.element(list).not.toBeInTheDocument();
});
