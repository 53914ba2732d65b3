import { describe, expect, test } from "vitest";
import type { FoundJob } from "#lib/logpush/import/found-job.ts";
import { fromTerraform } from "#lib/logpush/import/from-terraform.ts";
import { fillGaps, listGaps } from "#lib/logpush/import/gaps.ts";
import type { Json } from "#lib/logpush/job/job.ts";
import { contextOf } from "../testing/test-context.ts";
import { readTerraformText } from "./read-terraform.ts";

const { context } = contextOf(() => Promise.reject(new Error("Terraform is read without a request.")));

/** Templates are written `@{...}` in this file, because the linter takes the real syntax for a mistake. */
function tf(text: string): string {
  return text.replaceAll("@{", "\u0024{");
}

async function read(text: string): Promise<FoundJob[]> {
  const found = fromTerraform(await readTerraformText(context, { text: tf(text) }));
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

const definitions = `
variable "fields" { default = ["RayID", "ClientIP"] }
variable "env" { default = "prod" }
variable "open" { type = string }
variable "from_tfvars" {}
from_tfvars = "typed"
locals {
  dest  = { host = "logs.example.com", port = 8443 }
  list  = ["a", "b"]
  map   = { "k-1" = { x = "y" } }
  conf  = "https://@{local.dest.host}:@{local.dest.port}/in"
  tags  = { env = var.env, team = "edge" }
  token = var.open
  a     = local.b
  b     = local.a
}`;

/** The whole value of an attribute, with gaps as they are written. */
async function workOut(expression: string): Promise<Json> {
  const [job] = await read(`${definitions}
resource "cloudflare_logpush_job" "a" {
  destination_conf = ${expression}
}`);
  const value = job?.body.destination_conf ?? null;
  return JSON.parse(fillGaps(JSON.stringify(value), "<gap>"));
}

describe("an expression that the text decides", () => {
  test.each<[string, Json]>([
    ["local.conf", "https://logs.example.com:8443/in"],
    ['"@{local.dest.host}/@{local.dest["port"]}"', "logs.example.com/8443"],
    ['local.map["k-1"].x', "y"],
    ["local.list[1]", "b"],
    ["local.list[length(local.list) - 1]", "b"],
    ["var.from_tfvars", "typed"],
    ['join(",", var.fields)', "RayID,ClientIP"],
    ['join("&", [for k, v in local.tags : "@{k}=@{urlencode(v)}"])', "env=prod&team=edge"],
    ['"%{ for f in var.fields }@{f};\\n%{ endfor }"', "RayID;\nClientIP;\n"],
    [
      'format("https://%s:%d/%s?x=%05.1f%%", local.dest.host, local.dest.port, "in", 2.25)',
      "https://logs.example.com:8443/in?x=002.3%",
    ],
    ['format("%[2]s-%[1]q-%v", "a", "b", "c")', 'b-"a"-b'],
    ['formatlist("%s.example.com", local.list)', ["a.example.com", "b.example.com"]],
    ['split(",", "a,b")', ["a", "b"]],
    ['concat(local.list, ["c"])', ["a", "b", "c"]],
    ['merge({ a = 1 }, { a = 2, "b c" : 3 })', { a: 2, "b c": 3 }],
    ['lookup({ a = 1 }, "b", "none")', "none"],
    ['lookup({ a = 1 }, "a", "none")', 1],
    ['upper("aé")', "AÉ"],
    ['title("hello wide-world")', "Hello Wide-World"],
    ['trimspace("  a\\n")', "a"],
    ['trimprefix("https://a", "https://")', "a"],
    ['trimsuffix("a/", "/")', "a"],
    ['trim("?!a?", "!?")', "a"],
    ['chomp("a\\n\\n")', "a"],
    ['replace("a-b-c", "-", "$")', "a$b$c"],
    ['substr("hello", 1, 3)', "ell"],
    ['substr("hello", -3, -1)', "llo"],
    ['tonumber("1.5") + 1', 2.5],
    ["keys(local.tags)", ["env", "team"]],
    ["values(local.tags)", ["prod", "edge"]],
    ['flatten([["a"], [["b"]]])', ["a", "b"]],
    ['distinct(["a", "b", "a"])', ["a", "b"]],
    ['compact(["a", "", null])', ["a"]],
    ['sort(["b", "a"])', ["a", "b"]],
    ['toset(["b", "a", "b"])', ["a", "b"]],
    ['element(["a", "b"], 3)', "b"],
    ['coalesce(null, "", "c")', "c"],
    ['try(local.dest.missing, "d")', "d"],
    ['try(local.dest.host, "d")', "logs.example.com"],
    ["jsonencode({ b = [1], a = local.tags })", '{"a":{"env":"prod","team":"edge"},"b":[1]}'],
    ['jsondecode("{\\"a\\":[1]}")', { a: [1] }],
    ['urlencode("Bearer a+b/c~!\'()*é")', "Bearer+a%2Bb%2Fc~%21%27%28%29%2A%C3%A9"],
    ['base64encode("user:é")', "dXNlcjrDqQ=="],
    ['base64decode("dXNlcjrDqQ==")', "user:é"],
    ['sensitive("s")', "s"],
    ['var.env == "prod" ? "live" : "test"', "live"],
    ['!(var.env != "prod") && 1 < 2 || false', true],
    ["(1 + 2) * 3 - 4 / 2 % 3", 7],
    ["-(2)", -2],
    ['[for f in var.fields : lower(f) if f != "RayID"]', ["clientip"]],
    ["{ for k, v in local.tags : upper(k) => v }", { ENV: "prod", TEAM: "edge" }],
    ['{ (var.env) = 1, "@{var.env}-2" = 2, plain = 3 }', { prod: 1, "prod-2": 2, plain: 3 }],
    ['[local.map][*]["k-1"].x', ["y"]],
    [
      "trimspace(<<-EOT\n      https://@{local.dest.host}\n        /in $@{x}\n\n      EOT\n)",
      tf("https://logs.example.com\n  /in @{x}"),
    ],
    ['replace(<<-EOT\n    a=1\n    &b=@{var.open}\n    EOT\n, "\\n", "")', "a=1&b=<gap>"],
    ['"%{ if var.env == "prod" }a%{ else }b%{ endif }-\\"\\u00e9\\""', 'a-"é"'],
    ["concat(local.list...)", "<gap>"],
    ["merge([{ a = 1 }, { b = 2 }]...)", { a: 1, b: 2 }],
  ])("%s", async (expression, value) => {
    expect(await workOut(expression)).toEqual(value);
  });
});

describe("what the text leaves open", () => {
  test.each([
    ['join("&", ["a=1", "b=@{var.open}"])', "a=1&b=<gap>", ["absent @{var.open}"]],
    ['join(",", var.open)', "<gap>", ['expression @{join(",", var.open)}']],
    ['"a@{join(",", var.open)}b"', "a<gap>b", ['expression @{join(",", var.open)}']],
    ['format("https://%s/%s", var.open, var.env)', "https://<gap>/prod", ["absent @{var.open}"]],
    ['urlencode("Bearer @{var.open}")', "Bearer+<gap>", ["absent @{var.open}"]],
    ['base64encode("user:@{var.open}")', "<gap>", ['expression @{base64encode("user:@{var.open}")}']],
    ["jsonencode({ a = var.open, b = 1 })", '{"a":"<gap>","b":1}', ["absent @{var.open}"]],
    ["local.token", "<gap>", ["absent @{var.open}"]],
    ["local.token.x", "<gap>", ["absent @{local.token.x}"]],
    ["local.dest.missing", "<gap>", ["absent @{local.dest.missing}"]],
    ["data.x.y.z", "<gap>", ["absent @{data.x.y.z}"]],
    ["module.m.out[0]", "<gap>", ["absent @{module.m.out[0]}"]],
    ["local.a", "<gap>", ["expression @{local.a}"]],
    ['file("canary.txt")', "<gap>", ['expression @{file("canary.txt")}']],
    ['var.open ? "a" : "b"', "<gap>", ['expression @{var.open ? "a" : "b"}']],
    ['"x@{local.list}"', "x<gap>", ["expression @{local.list}"]],
    ["1 / 0", "<gap>", ["expression @{1 / 0}"]],
    ['replace("ab", "/[ab]/", "")', "<gap>", ['expression @{replace("ab", "/[ab]/", "")}']],
  ])("%s", async (expression, value, gaps) => {
    expect(await workOut(expression)).toEqual(value);
    const [job] = await read(
      `${definitions}\nresource "cloudflare_logpush_job" "a" {\n destination_conf = ${expression}\n}`,
    );
    const found = listGaps(JSON.stringify(job?.body)).map(({ kind, source }) => `${kind} ${source}`);
    expect(found).toEqual(gaps.map(tf));
  });
});
