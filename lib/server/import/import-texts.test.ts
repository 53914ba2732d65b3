import { describe, expect, test } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import { fillGaps, listGaps } from "#lib/logpush/import/gaps.ts";
import { type ReadTerraform, readText } from "#lib/logpush/import/read-text.ts";
import { ok } from "#lib/logpush/result.ts";
import { contextOf } from "../testing/test-context.ts";
import { readTerraformText } from "./read-terraform.ts";

const conf = "https://logs.example.com/in?header_X-Key=k";
const zone = "023e105f4ecef8ad9ca31a8372d0c353";

const { context } = contextOf(() => Promise.reject(new Error("Terraform is read without a request.")));

const readTerraform: ReadTerraform = async (input) => {
  try {
    return ok(await readTerraformText(context, input));
  } catch (error) {
    if (error instanceof AppException) return { ok: false, error: error.error };
    throw error;
  }
};

async function read(text: string) {
  const found = await readText(text, readTerraform);
  if (!found.ok) throw new Error(`${found.error.code} ${found.error.message}`);
  return found.value;
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, item) => (typeof item === "string" ? fillGaps(item) : item));
}

const planned = `Terraform will perform the following actions:

  # cloudflare_logpush_job.http will be created
  + resource "cloudflare_logpush_job" "http" {
      + dataset          = "http_requests"
      + destination_conf = (sensitive value)
      + enabled          = true
      + filter           = jsonencode(
            {
              + where = {
                  + key      = "ClientRequestHost"
                  + operator = "eq"
                  + value    = "a -> b"
                }
            }
        )
      + frequency        = (known after apply)
      + id               = (known after apply)
      + output_options   = {
          + field_names      = [
              + "RayID",
              + "ClientIP",
            ]
          + sample_rate      = 0.1
          + timestamp_format = (known after apply)
        }
      + zone_id          = (known after apply)
    }

Plan: 1 to add, 0 to change, 0 to destroy.`;

const changed = `  # cloudflare_logpush_job.http will be updated in-place
  ~ resource "cloudflare_logpush_job" "http" {
      ~ destination_conf = "https://old.example.com/in" -> "${conf}"
      ~ enabled          = false -> true
        id               = "52227"
      - name             = "old" -> null
      ~ output_options   = {
          ~ field_names = [
              - "Old",
              + "New",
                "RayID",
                # (2 unchanged elements hidden)
            ]
            # (3 unchanged attributes hidden)
        }
        # (4 unchanged attributes hidden)
    }`;

describe("what Terraform prints", () => {
  test.each<[title: string, text: string, body: unknown, scope: string | undefined, isWhole: boolean]>([
    [
      "state show",
      `# cloudflare_logpush_job.http:
resource "cloudflare_logpush_job" "http" {
    dataset          = "http_requests"
    destination_conf = (sensitive value)
    enabled          = true
    id               = "52227"
    zone_id          = "${zone}"
}`,
      { dataset: "http_requests", destination_conf: "(sensitive value)", enabled: true, id: "52227" },
      `zones/${zone}`,
      true,
    ],
    [
      "a plan that creates",
      planned,
      {
        dataset: "http_requests",
        destination_conf: "(sensitive value)",
        enabled: true,
        filter: '{"where":{"key":"ClientRequestHost","operator":"eq","value":"a -\\u003e b"}}',
        output_options: {
          field_names: ["RayID", "ClientIP"],
          sample_rate: 0.1,
          timestamp_format: "(known after apply)",
        },
      },
      "zones/(known after apply)",
      true,
    ],
    [
      "a plan that changes",
      changed,
      {
        destination_conf: conf,
        enabled: true,
        id: "52227",
        output_options: { field_names: ["New", "RayID"] },
      },
      undefined,
      false,
    ],
    [
      "a plan that destroys",
      `  # cloudflare_logpush_job.http will be destroyed
  - resource "cloudflare_logpush_job" "http" {
      - dataset          = "http_requests" -> null
      - destination_conf = "${conf}" -> null
      - zone_id          = "${zone}" -> null
    }`,
      { dataset: "http_requests", destination_conf: conf },
      `zones/${zone}`,
      true,
    ],
    [
      "attributes without their block",
      `  zone_id          = "${zone}"\n  dataset          = "http_requests"\n  destination_conf = "${conf}"\n}`,
      { dataset: "http_requests", destination_conf: conf },
      `zones/${zone}`,
      true,
    ],
    [
      "a diff of a configuration",
      `diff --git a/main.tf b/main.tf
--- a/main.tf
+++ b/main.tf
@@ -1,5 +1,5 @@
 resource "cloudflare_logpush_job" "http" {
-  dataset = "dns_logs"
+  dataset = "http_requests"
   destination_conf = "${conf}"
 }`,
      { dataset: "http_requests", destination_conf: conf },
      undefined,
      true,
    ],
  ])("%s", async (_title, text, body, scope, isWhole) => {
    const [job, ...others] = await read(text);
    expect(plain(job?.body)).toEqual(body);
    expect(job?.scope === undefined ? undefined : fillGaps(job.scope)).toBe(scope);
    expect(job?.isWhole).toBe(isWhole);
    expect(others).toEqual([]);
  });

  test("hidden and unknown values say so", async () => {
    const [job] = await read(planned);
    expect(listGaps(String(job?.body.destination_conf))).toEqual([{ source: "(sensitive value)", kind: "hidden" }]);
    expect(listGaps(job?.scope ?? "")).toEqual([{ source: "(known after apply)", kind: "absent" }]);
  });

  test("what a plan leaves out is named", async () => {
    const [job] = await read(changed);
    expect(job?.unread.map(({ why }) => why)).toEqual([
      "The plan hides 2 unchanged elements.",
      "The plan hides 3 unchanged attributes.",
      "The plan hides 4 unchanged attributes.",
    ]);
  });
});

const json = JSON.stringify({ dataset: "http_requests", destination_conf: conf }, null, 2);
const job = { dataset: "http_requests", destination_conf: conf };
const url = `https://api.cloudflare.com/client/v4/zones/${zone}/logpush/jobs`;

describe("text around a job is removed", () => {
  test.each<[title: string, text: string, body?: unknown]>([
    ["a fence", `Some words:\n\n\`\`\`json\n${json}\n\`\`\`\n`],
    ["a fence around a command", `\`\`\`sh\n$ curl ${url} -d '${json}'\n\`\`\``],
    ["a quotation", json.replace(/^/gm, "> ")],
    ["comments", json.replace(/^/gm, "// ")],
    ["comments of a shell", `curl ${url} \\\n  -d '${json}'`.replace(/^/gm, "# ")],
    ["times of a log", json.replace(/^/gm, "2026-01-01T10:00:00.123Z ")],
    ["colors", `\u001b[32m${json}\u001b[0m`],
    ["a byte order mark", `\ufeff${json}`],
    ["entities", json.replaceAll('"', "&quot;")],
    ["tags", `<pre><code class="language-json">${json.replaceAll('"', "<span>&quot;</span>")}</code></pre>`],
    ["special spaces", json.replaceAll(" ", "\u00a0")],
    ["a prompt", `$ ${json}`],
    ["a declaration", `const body = ${json};`],
    ["JavaScript's object", `{ dataset: 'http_requests', destination_conf: \`${conf}\`, /* all */ }`],
    [
      "Python's dictionary",
      `{'dataset': 'http_requests', "destination_conf": '${conf}', 'enabled': True}`,
      { ...job, enabled: true },
    ],
    ["a comma before the brace", json.replace("\n}", ",\n}")],
  ])("%s", async (_title, text, body = job) => {
    expect((await read(text)).map((found) => found.body)).toEqual([body]);
  });
});

describe("a destination string is repaired", () => {
  const two = "https://logs.example.com/in?header_X-A=1&header_X-B=2";
  test.each([
    two.replace("&", "&amp;"),
    two.replace("&", "&#38;"),
    two.replace("&", "\\u0026"),
    `"${two}",`,
    `'${two}';`,
    `“${two}”`,
    `  \u200b${two}\ufeff`,
    `"destination_conf": "${two}",`,
    `destination_conf = "${two}"`,
    `$ ${two}`,
    `https://logs.example.com/in\n  ?header_X-A=1\n  &header_X-B=2`,
    JSON.stringify({ destination_conf: two.replace("&", "&amp;") }),
    `curl ${url} -d '${JSON.stringify({ destination_conf: two.replace("&", "&amp;") })}'`,
    `status: failed, target ${two} (3 tries)`,
    `[[logpush]]\ndestination_conf = '${two}'\nretries = 3`,
    `spec:\n  dataset: http_requests\n  destinationConf: ${two}\n`,
  ])("%s", async (text) => {
    expect((await read(text)).map(({ body }) => body)).toEqual([{ destination_conf: two }]);
  });
});

test("an error says where the destination string is, and never quotes it", async () => {
  const canary = "canary-5f3a";
  const texts = [
    `{"dataset": "http_requests"\n"destination_conf": "https://h.example?header_X=${canary}"}`,
    `curl ${url} \\\n -d '{"destination_conf": "https://h.example?header_X=${canary}", x}'`,
    `resource "cloudflare_logpush_job" "a" {\n  destination_conf = "https://h.example?header_X=${canary}"\n  x = (\n}`,
  ];
  for (const text of texts) {
    const found = await readText(text, readTerraform);
    expect(found).toMatchObject({ ok: false, error: { nextStep: expect.stringContaining("which is in line 2.") } });
    expect(JSON.stringify(found)).not.toContain(canary);
  }
});
