import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FoundJob } from "#lib/logpush/import/found-job.ts";
import { fromTerraform } from "#lib/logpush/import/from-terraform.ts";
import { fillGaps, listGaps } from "#lib/logpush/import/gaps.ts";
import { readJson } from "#lib/logpush/import/read-json.ts";
import { importJob } from "#lib/logpush/import/to-form.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { exampleValues } from "#lib/logpush/testing/form-values.ts";
import { contextOf } from "../testing/test-context.ts";
import { readTerraformText } from "./read-terraform.ts";

const { context } = contextOf(() => Promise.reject(new Error("Terraform is read without a request.")));
const zone = "023e105f4ecef8ad9ca31a8372d0c353";
const account = "01a7362d577a6c3019a474fd6f485823";

/** Templates are written `@{...}` in this file, because the linter takes the real syntax for a mistake. */
function tf(text: string): string {
  return text.replaceAll("@{", "\u0024{");
}

async function read(text: string): Promise<FoundJob[]> {
  const found = fromTerraform(await readTerraformText(context, { text: tf(text) }));
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

async function readOne(attributes: string, before = ""): Promise<FoundJob> {
  const [job, ...others] = await read(`${before}\nresource "cloudflare_logpush_job" "a" {\n${attributes}\n}`);
  if (!job || others.length > 0) throw new Error("not one job");
  return job;
}

function createBody(job: FoundJob) {
  return toCreateBody(importJob(job, { current: exampleValues(), scopes: [], datasets: [] }).values);
}

test("a map of jobs is a job per entry, with its members evaluated", async () => {
  const jobs = await read(`
    locals {
      jobs = {
        http = { dataset = "http_requests", fields = ["RayID"] }
        fw   = { dataset = "firewall_events", fields = ["Action"] }
      }
      dest = { host = "logs.example.com" }
    }
    resource "cloudflare_logpush_job" "this" {
      for_each = local.jobs
      zone_id = "${zone}"
      name = each.key
      dataset = each.value.dataset
      destination_conf = "https://@{local.dest.host}/in"
      output_options = { field_names = each.value.fields }
      enabled = true
    }`);
  expect(jobs.map(({ label, unread }) => ({ label, unread }))).toEqual([
    { label: 'fw (this["fw"])', unread: [] },
    { label: 'http (this["http"])', unread: [] },
  ]);
  expect(jobs.map(createBody)).toEqual([
    {
      name: "fw",
      dataset: "firewall_events",
      destination_conf: "https://logs.example.com/in",
      enabled: true,
      output_options: { field_names: ["Action"], timestamp_format: "unixnano" },
    },
    {
      name: "http",
      dataset: "http_requests",
      destination_conf: "https://logs.example.com/in",
      enabled: true,
      output_options: { field_names: ["RayID"], timestamp_format: "unixnano" },
    },
  ]);
});

describe("for_each and count", () => {
  test.each([
    ['for_each = toset(["b", "a", "b"])', ['a["a"]', 'a["b"]'], []],
    ['for_each = { for d in [{ n = "x" }, { n = "y" }] : d.n => d }', ['a["x"]', 'a["y"]'], []],
    ["count = 2", ["a[0]", "a[1]"], []],
    ["count = var.on ? 1 : 0", ["a"], []],
    ["count = 0", ["a"], []],
    ["count = 1000000000", Array.from({ length: 50 }, (_, at) => `a[${at}]`), ["Only the first 50 jobs are read."]],
    ["for_each = var.domains", ["a"], ["Repeated for each entry of var.domains, which is not in the text."]],
    ["for_each = var.none", ["a"], ["Repeated for each entry of var.none, which has none in the text."]],
    [
      'for_each = fileset("canary", "*")',
      ["a"],
      ["Repeated for each entry of an expression, which cannot be evaluated."],
    ],
    ["count = length(var.domains)", ["a"], ["Its number depends on var.domains, which is not in the text."]],
  ])("%s", async (repeat, labels, unread) => {
    const jobs = await read(`
      variable "on" { default = true }
      variable "domains" {}
      variable "none" { default = {} }
      resource "cloudflare_logpush_job" "a" {
        ${repeat}
        dataset = "http_requests"
      }`);
    expect(jobs.map(({ label }) => label)).toEqual(labels);
    expect(jobs[0]?.unread.map(({ why }) => why)).toEqual(unread);
    for (const job of jobs)
      expect([...job.ignored, ...job.unread].map(({ what }) => what)).toContain(repeat.split(" ")[0]);
  });

  test("the entry of an unknown collection is a gap", async () => {
    const job = await readOne('for_each = var.x\nname = "@{each.key}-logs"\ndataset = each.value.dataset');
    expect(fillGaps(JSON.stringify(job.body))).toBe(
      tf('{"dataset":"@{each.value.dataset}","name":"@{each.key}-logs"}'),
    );
  });
});

describe("the zone and the account", () => {
  const both = { what: "account_id", why: "zone_id and account_id are mutually exclusive. The zone is used." };
  const nulled = (what: string) => ({ what, why: "null is the same as not set." });
  test.each([
    [`account_id = "${account}"\nzone_id = "${zone}"`, `zones/${zone}`, [], [both]],
    [`account_id = "${account}"\nzone_id = null`, `accounts/${account}`, [nulled("zone_id")], []],
    [`zone_id = var.z`, tf("zones/@{var.z}"), [], []],
    ["zone_id = null\naccount_id = null", undefined, [nulled("zone_id"), nulled("account_id")], []],
  ])("%s", async (attributes, scope, ignored, unread) => {
    const job = await readOne(attributes);
    expect(job.scope === undefined ? undefined : fillGaps(job.scope)).toBe(scope);
    expect({ ignored: job.ignored, unread: job.unread }).toEqual({ ignored, unread });
  });
});

describe("output_options", () => {
  test.each([
    "cve20214428",
    "cve202144228",
    "cve_2021_4428",
    "cve_2021_44228",
    '"CVE-2021-44228"',
    "CVE_2021_44228",
    "cve2021_44228",
  ])("%s = true is the redaction", async (key) => {
    for (const block of [
      `output_options = { ${key} = true }`,
      key.startsWith('"') ? "" : `output_options {\n${key} = "true"\n}`,
    ]) {
      if (block !== "") expect((await readOne(block)).body.output_options).toEqual({ "CVE-2021-44228": true });
    }
  });

  test.each([
    ["cve_2021_44229", "The provider has no setting named cve_2021_44229."],
    ["fieldNames", "The provider has no setting named fieldNames. Use field_names."],
    ["timestampformat", "The provider has no setting named timestampformat. Use timestamp_format."],
  ])("%s is unread", async (key, why) => {
    const job = await readOne(`output_options = { ${key} = "canary", output_type = "csv" }`);
    expect(job.body).toEqual({ output_options: { output_type: "csv" } });
    expect(job.unread).toEqual([{ what: `output_options.${key}`, why }]);
  });

  test("a reference in its place is a gap", async () => {
    const { body } = await readOne("output_options = var.output_options");
    expect(listGaps(String(body.output_options))).toEqual([{ source: tf("@{var.output_options}"), kind: "absent" }]);
  });

  test("merged from locals", async () => {
    const { body } = await readOne(
      'output_options = merge(local.defaults, { timestamp_format = "rfc3339" })',
      'locals { defaults = { field_names = ["RayID"], timestamp_format = "unix" } }',
    );
    expect(body).toEqual({ output_options: { field_names: ["RayID"], timestamp_format: "rfc3339" } });
  });

  test("a dynamic block over a known list", async () => {
    const job = await readOne(`
      dynamic "output_options" {
        for_each = [{ fields = ["RayID"] }]
        iterator = o
        content { field_names = o.value.fields }
      }`);
    expect(job.body).toEqual({ output_options: { field_names: ["RayID"] } });
    expect(job.unread).toEqual([]);
  });
});

test("arguments that the provider does not have are unread, and what Cloudflare sets is ignored", async () => {
  const job = await readOne('maxUploadBytes = 5\ncolor = "canary"\njob_id = 5\nid = "5"');
  expect(job.unread).toEqual([
    { what: "color", why: "The provider has no setting named color." },
    { what: "maxUploadBytes", why: "The provider has no setting named maxUploadBytes. Use max_upload_bytes." },
  ]);
  expect(job.ignored).toEqual([{ what: "job_id", why: "Cloudflare sets it." }]);
  expect(job.body).toEqual({ id: "5" });
});

test.each([
  [
    'filter {\nwhere {\nkey = "ClientIP"\noperator = "eq"\nvalue = "a"\n}\n}',
    { where: { key: "ClientIP", operator: "eq", value: "a" } },
  ],
  [
    'filter {\nwhere {\nor {\nkey = "A"\noperator = "in"\nvalue = ["a"]\n}\n}\n}',
    { where: { or: [{ key: "A", operator: "in", value: ["a"] }] } },
  ],
])("a filter as blocks: %s", async (blocks, filter) => {
  expect((await readOne(blocks)).body.filter).toEqual(filter);
});

test("two filter blocks are unread", async () => {
  const job = await readOne("filter {}\nfilter {}");
  expect(job.unread).toEqual([{ what: "filter", why: "A filter must be a string. Use jsonencode." }]);
});

test("the parts of logpull_options that are known are taken", async () => {
  const job = await readOne(
    'logpull_options = "fields=@{join(",", var.fields)}&timestamps=rfc3339&sample=0.1"',
    'variable "fields" {\n type = list(string)\n default = ["RayID", "ClientIP"]\n}',
  );
  expect(createBody(job).output_options).toEqual({
    field_names: ["RayID", "ClientIP"],
    timestamp_format: "rfc3339",
    sample_rate: 0.1,
  });
});

test("a .tf.json file, whose references are read without the parser", () => {
  const found = readJson(
    tf(`{
      "variable": { "hosts": { "default": { "a": "logs.example.com" } } },
      "locals": { "port": 8443 },
      "resource": { "cloudflare_logpush_job": { "a": {
        "destination_conf": "https://@{var.hosts["a"]}:@{local.port}/@{upper(\\"x\\")}"
      } } }
    }`).replace('["a"]}:', '[\\"a\\"]}:'),
  );
  if (!found.ok) throw new Error(found.error.message);
  const conf = String(found.value[0]?.body.destination_conf);
  expect(fillGaps(conf)).toBe(tf('https://logs.example.com:8443/@{upper("x")}'));
  expect(listGaps(conf).map(({ kind }) => kind)).toEqual(["expression"]);
});

describe("any expression", () => {
  const name = fc.constantFrom("var.a", "local.b", "each.key", "local.c.d", "var.f[0]", "data.x.y.z");
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4 },
      name,
      fc.constantFrom('"canary"', "1", "true", "null", '"x@{var.a}y"'),
      fc
        .tuple(
          fc.constantFrom("join", "format", "merge", "lookup", "urlencode", "replace", "nope"),
          fc.array(tie("expression"), { maxLength: 3 }),
        )
        .map(([call, args]) => `${call}(${args.join(", ")})`),
      fc.array(tie("expression"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
      fc
        .array(tie("expression"), { maxLength: 2 })
        .map((items) => `{ ${items.map((item, at) => `k${at} = ${item}`).join(", ")} }`),
      fc.tuple(tie("expression"), tie("expression"), tie("expression")).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      fc
        .tuple(tie("expression"), fc.constantFrom("+", "==", "&&", "<"))
        .chain(([a, sign]) => tie("expression").map((b) => `(${a} ${sign} ${b})`)),
      tie("expression").map((list) => `[for k, v in ${list} : "@{k}@{v}"]`),
    ),
  }));

  test("gives one job and no message with a literal of the text", async () => {
    await fc.assert(
      fc.asyncProperty(expression, expression, async (first, second) => {
        const job = await readOne(
          `destination_conf = ${first}\nfilter = ${second}\noutput_options = ${first}\nname = ${second}`,
          `variable "a" { default = ${/var|local|each|data|\(/.test(first) ? "1" : first} }\nlocals {\n b = local.c\n c = { d = ${second} }\n}`,
        );
        const report = importJob(job, { current: exampleValues(), scopes: [], datasets: [] });
        const messages = [...report.ignored, ...report.unread].map(({ why }) => why);
        expect(messages.join()).not.toContain("canary");
      }),
      { numRuns: 60 },
    );
  });
});
