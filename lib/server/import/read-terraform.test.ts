import { beforeEach, describe, expect, test, vi } from "vitest";
import { fromTerraform } from "#lib/logpush/import/from-terraform.ts";
import { fillGaps, listGaps } from "#lib/logpush/import/gaps.ts";
import { importJob } from "#lib/logpush/import/to-form.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { exampleConf, exampleValues } from "#lib/logpush/testing/form-values.ts";
import { contextOf } from "../testing/test-context.ts";
import { readTerraformText } from "./read-terraform.ts";

const { context } = contextOf(() => Promise.reject(new Error("Terraform is read without a request.")));

/** Templates are written `@{...}` in this file, because the linter takes the real syntax for a mistake. */
function tf(text: string): string {
  return text.replaceAll("@{", "\u0024{");
}

async function read(text: string) {
  const found = fromTerraform(await readTerraformText(context, { text: tf(text) }));
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

async function bodyOf(text: string) {
  const [job] = await read(text);
  if (!job) throw new Error("no job");
  const report = importJob(job, { current: exampleValues(), scopes: [], datasets: [] });
  return { body: toCreateBody(report.values), report, job };
}

const zoneId = "023e105f4ecef8ad9ca31a8372d0c353";
const expected = {
  name: "theburritobot.com-https",
  output_options: {
    field_names: ["RayID", "EdgeStartTimestamp"],
    timestamp_format: "rfc3339",
    sample_rate: 0.1,
    batch_prefix: "[\n",
    record_template: tf('{"{{.RayID}}": "@{x}"}\n'),
    "CVE-2021-44228": true,
  },
  destination_conf: exampleConf,
  max_upload_bytes: 5_000_000,
  max_upload_records: 1000,
  filter: '{"where":{"and":[{"key":"ClientRequestPath","operator":"contains","value":"/a\\u003cb"}]}}',
  dataset: "http_requests",
  enabled: true,
};

const version4 = `
# The provider's version 4: output_options is a block.
variable "zone_id" {
  type    = string
  default = "${zoneId}"
}

resource "cloudflare_logpush_job" "burrito" {
  zone_id             = var.zone_id
  name                = "theburritobot.com-https"
  dataset             = "http_requests"
  enabled             = "true"
  max_upload_bytes    = 5000000
  max_upload_records  = "1000"
  destination_conf    = "${exampleConf}"
  filter              = jsonencode({
    "where" : { "and" : [{ "key" : "ClientRequestPath", "operator" : "contains", "value" : "/a<b" }] },
  })
  output_options {
    field_names      = ["RayID", "EdgeStartTimestamp"]
    timestamp_format = "rfc3339"
    sample_rate      = 0.1
    batch_prefix     = "[\\n"
    record_template  = <<-EOT
      {"{{.RayID}}": "$\${x}"}
    EOT
    cve20214428      = true
  }
  lifecycle {
    ignore_changes = [enabled]
  }
}`;

const version5 = `
locals {
  host = "logs.example.com"
  conf = "https://\${local.host}?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests"
}

resource "cloudflare_logpush_job" "burrito" {
  zone_id            = "${zoneId}"
  name               = "theburritobot.com-https"
  dataset            = "http_requests"
  enabled            = true
  max_upload_bytes   = 5000000
  max_upload_records = 1000
  destination_conf   = local.conf
  filter = jsonencode({
    where = { and = [{ operator = "contains", key = "ClientRequestPath", value = "/a<b" }] }
  })
  output_options = {
    field_names      = ["RayID", "EdgeStartTimestamp"]
    timestamp_format = "rfc3339"
    sample_rate      = 0.1
    batch_prefix     = "[\\n"
    batch_suffix     = null
    record_template  = "{\\"{{.RayID}}\\": \\"$\${x}\\"}\\n"
    cve_2021_44228   = true
  }
}`;

test.each([
  ["4", version4, ["lifecycle"]],
  ["5", version5, ["output_options.batch_suffix"]],
])("the provider's version %s", async (_version, text, ignored) => {
  const { body, report, job } = await bodyOf(text);
  expect(body).toEqual(expected);
  expect(job.scope).toBe(`zones/${zoneId}`);
  expect(job.label).toBe("theburritobot.com-https (burrito)");
  expect(report.ignored.map(({ what }) => what)).toEqual(ignored);
  expect(report.unread.map(({ what }) => what)).toEqual(["scope"]);
});

test("several resources are several jobs, and other blocks are named", async () => {
  const jobs = await read(`
    provider "cloudflare" { api_token = "canary" }
    resource "cloudflare_zone" "z" {}
    resource "cloudflare_logpush_job" "one" { destination_conf = "https://a.example" }
    resource "cloudflare_logpush_job" "two" { name = "second" }
  `);
  expect(jobs.map(({ label }) => label)).toEqual(["one", "second (two)"]);
  expect(jobs[0]?.ignored.map(({ what }) => what)).toEqual(["resource cloudflare_zone.z", "provider block"]);
  expect(JSON.stringify(jobs)).not.toContain("canary");
});

describe("what the text does not say is a gap", () => {
  test.each([
    ['"@{var.secret}"', "@{var.secret}"],
    ["var.secret", "@{var.secret}"],
    ["each.value", "@{each.value}"],
    ['file("x")', '@{file("x")}'],
    ['var.secret ? "a" : "b"', '@{var.secret ? "a" : "b"}'],
    ['"a-@{upper(var.secret)}"', "@{upper(var.secret)}"],
    ['"%{ if var.secret }a%{ endif }"', "%{if var.secret}a%{endif}"],
    ["jsonencode(var.secret)", "@{var.secret}"],
    ["local.round", "@{local.round}"],
  ])("name = %s", async (expression, gap) => {
    const [job] = await read(`
      variable "secret" { sensitive = true }
      locals { round = local.round }
      resource "cloudflare_logpush_job" "a" { name = ${expression} }`);
    const { name = "" } = job?.body ?? {};
    expect(listGaps(String(name))[0]?.source).toBe(tf(gap));
  });

  test("and the rest of the destination is read", async () => {
    const { report } = await bodyOf(`
      resource "cloudflare_logpush_job" "a" {
        destination_conf = "https://h.example?header_Authorization=Bearer%20\${var.token}&tags=a"
      }`);
    expect(report.values.query).toMatchObject([
      { name: "Authorization", value: tf("Bearer @{var.token}") },
      { name: "tags", value: "a" },
    ]);
    expect(report.unread).toEqual([{ what: "destination_conf", why: expect.stringContaining("{var.token}") }]);
  });
});

test.each([
  [String.raw`"\"\\ \n \t é ${"\\u00e9"}"`, '"\\ \n \t é é'],
  ['"$@{var.x} %%{ if } $ % $$ %%"', "@{var.x} %{ if } $ % $$ %%"],
  ["<<EOF\nfirst @{var.ok}\n  second\nEOF\n", "first yes\n  second\n"],
  ["<<-EOF\n    first\n      second\n    EOF\n", "first\n  second\n"],
  ["var.ok", "yes"],
  ['"@{var.ok}"', "yes"],
  ['"<@{var.ok}>"', "<yes>"],
  ["var.number", "5"],
  ['jsonencode({ b = [1, true, null], a = "x>y @{var.ok}" })', '{"a":"x\\u003ey yes","b":[1,true,null]}'],
  ['jsonencode({ a = jsonencode({ b = "c" }) })', '{"a":"{\\"b\\":\\"c\\"}"}'],
])("the text %s", async (expression, name) => {
  const { body } = await bodyOf(`
    variable "ok" { default = "yes" }
    variable "number" { default = 5 }
    resource "cloudflare_logpush_job" "a" {
      name = ${expression}
    }`);
  expect(body.name).toBe(tf(name));
});

test("logpull_options and an account", async () => {
  const { body, job } = await bodyOf(`
    resource "cloudflare_logpush_job" "a" {
      account_id      = "01a7362d577a6c3019a474fd6f485823"
      logpull_options = "fields=RayID&timestamps=unix"
    }`);
  expect(job.scope).toBe("accounts/01a7362d577a6c3019a474fd6f485823");
  expect(body.output_options).toEqual({ field_names: ["RayID"], timestamp_format: "unix" });
});

test("a dynamic block and a second one cannot be read", async () => {
  const { report } = await bodyOf(`
    resource "cloudflare_logpush_job" "a" {
      dynamic "output_options" {
        for_each = []
        content {}
      }
      output_options { field_names = ["RayID"] }
      output_options { field_names = ["ClientIP"] }
    }`);
  expect(report.values.fieldNames).toEqual(["RayID"]);
  expect(report.unread.map(({ what }) => what)).toEqual(["dynamic", "output_options"]);
});

test("only other blocks give no job", async () => {
  const config = await readTerraformText(context, { text: 'resource "cloudflare_zone" "z" {}' });
  expect(fromTerraform(config)).toMatchObject({ ok: false, error: { code: "E_IMPORT_NO_RESOURCE" } });
});

describe("text that breaks", () => {
  const lines: string[] = [];
  beforeEach(() => {
    lines.length = 0;
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    }
  });

  test.each([
    ["that ends too early", "resource {", "line 1, column 10: unclosed configuration block."],
    ["with a brace too many", "a = 1\n}", "line 2, column 1: argument or block definition required."],
    ["with an open quote", 'a = "canary', "line 1, column 12: unterminated template string."],
    ["that is prose", "a canary\n", "line 1, column 9: invalid block definition."],
    ["that says it twice", "a = 1\na = 2", "line 2, column 1: attribute redefined."],
    ["deeper than the parser goes", `a = ${"[".repeat(50_000)}`, "line 1, column 1: the parser could not follow it."],
  ])("%s", async (_title, text, message) => {
    await expect(readTerraformText(context, { text })).rejects.toMatchObject({
      error: { code: "E_IMPORT_TERRAFORM", message: `The Terraform is invalid at ${message}`, at: "importText" },
    });
    expect(lines).toEqual([]);
    await expect(readTerraformText(context, { text: "a = 1" })).resolves.toEqual({ config: { a: 1 }, expressions: {} });
  });
});

test("a gap keeps its original text", async () => {
  const [job] = await read('resource "cloudflare_logpush_job" "a" { name = "x-@{var.a["b"].c}" }');
  expect(fillGaps(String(job?.body.name))).toBe(tf('x-@{var.a["b"].c}'));
});
