import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mask } from "#lib/logpush/destination/looks-random.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { Json, JsonObject } from "#lib/logpush/job/job.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { exampleValues, header, param } from "#lib/logpush/testing/form-values.ts";
import { nastyStrings } from "./nasty-strings.fixture.ts";
import { type ProviderVersion, terraformFor } from "./terraform.ts";
import { decodeTemplate, parseHcl } from "./testing/hcl.ts";
import { hasProgram, seed } from "./testing/random-texts.ts";
import { anyValues, keptValues, savedSample, zoneId } from "./testing/samples.ts";

const versions: ProviderVersion[] = ["v5", "v4"];
const modes = ["variables", "inline"] as const;
const cveNames = { v5: "cve_2021_44228", v4: "cve20214428" };

const forms: JobFormValues[] = [
  ...fc.sample(anyValues, { numRuns: 60, seed }),
  ...nastyStrings.map((name) => exampleValues({ name, query: [header("A", name), param("key", name)] })),
];

test("of the documentation's example", () => {
  expect(terraformFor({ values: exampleValues() }, { secrets: "variables", version: "v5" })).toBe(
    `# For version 5 of the provider cloudflare/cloudflare.
# Terraform state contains the destination in plain text, including secrets: protect it.
# Percent-encoded values, from the environment: TF_VAR_logpush_authorization

variable "logpush_authorization" {
  type      = string
  sensitive = true
}

resource "cloudflare_logpush_job" "theburritobot_com_https" {
  zone_id            = "${zoneId}"
  name               = "theburritobot.com-https"
  destination_conf   = "https://logs.example.com?header_Authorization=${"$"}{var.logpush_authorization}&tags=host:theburritobot.com,dataset:http_requests"
  max_upload_bytes   = 5000000
  max_upload_records = 1000
  dataset            = "http_requests"
  enabled            = true

  output_options = {
    field_names      = ["RayID", "EdgeStartTimestamp"]
    timestamp_format = "rfc3339"
  }
}`,
  );
});

describe.each(versions.flatMap((version) => modes.map((secrets) => ({ version, secrets }))))(
  "$version, $secrets",
  ({ version, secrets }) => {
    test(`a parser of HCL reads the job of the core (seed ${seed})`, { timeout: 120_000 }, async () => {
      for (const values of forms) {
        const code = terraformFor({ values }, { secrets, version });
        const typed = typedValues(values);
        expect(await readJob(code, version, typed), code).toEqual(known(toCreateBody(values), version));
      }
    });
  },
);

/** The values of the variables: the texts that replace them when they are inline. */
function typedValues(values: JobFormValues): Record<string, string> {
  const split = (secrets: "variables" | "inline") => {
    return /destination_conf += "(.*)"/.exec(terraformFor({ values }, { secrets, version: "v5" }))?.[1] ?? "";
  };
  const names = Array.from(split("variables").matchAll(/\$\{var\.(\w+)\}/g), ([, name = ""]) => name);
  const texts = split("variables").split(/\$\{var\.\w+\}/);
  const pattern = texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("(.*)");
  const [, ...found] = new RegExp(`^${pattern}$`).exec(split("inline")) ?? [];
  return Object.fromEntries(names.map((name, index) => [name, decodeTemplate(found[index] ?? "")]));
}

/** The job's attributes under the API's names, with templates evaluated. */
async function readJob(code: string, version: ProviderVersion, variables: Record<string, string>): Promise<JsonObject> {
  const parsed = JSON.parse(JSON.stringify(await parseHcl(code)));
  const [label = ""] = Object.keys(parsed.resource.cloudflare_logpush_job);
  expect(label).toMatch(/^[a-z][a-z0-9_]*$/);
  const [{ zone_id, account_id, output_options, ...job }] = parsed.resource.cloudflare_logpush_job[label];
  expect([zone_id, account_id].filter(Boolean)).toEqual([zoneId]);
  // In version 4 it is a block, which the parser returns as a list.
  expect(Array.isArray(output_options)).toBe(version === "v4");
  const { [cveNames[version]]: cve, ...output } = Array.isArray(output_options) ? output_options[0] : output_options;
  const full = { ...job, output_options: { ...output, ...(cve === undefined ? {} : { "CVE-2021-44228": cve }) } };
  return JSON.parse(JSON.stringify(full), (_, value) => {
    return typeof value === "string" ? decodeTemplate(value, variables) : value;
  });
}

/** The attributes of a body that the provider supports, in NFC as in Terraform. */
function known(body: JsonObject, version: ProviderVersion): JsonObject {
  const { transformer_id: _1, "key's": _2, filter_attack_traffic: _3, output_options, ...job } = body;
  const { x: _4, merge_subrequests: merge, ...output } = Object.fromEntries(Object.entries(Object(output_options)));
  const isTold = version === "v5" && merge !== undefined;
  const full = { ...job, output_options: { ...output, ...(isTold ? { merge_subrequests: merge } : {}) } };
  return JSON.parse(JSON.stringify(full), (_, value: Json) =>
    typeof value === "string" ? value.normalize("NFC") : value,
  );
}

describe("a saved job", () => {
  const { saved, values } = savedSample({ max_upload_interval_seconds: null, filter: "", kind: "" });

  test.each(versions)("is whole, imported, and its saved secrets are variables (%s)", async (version) => {
    const edit = { ...values, name: "renamed", query: [...values.query, header("X-New", "typed")] };
    const code = terraformFor({ values: edit, saved }, { secrets: "inline", version });
    expect(code).not.toContain("•");
    // The tags are harmless, so they are in the text.
    const { LOGPUSH_TAGS: _, ...secret } = keptValues;
    const variables = Object.fromEntries(Object.entries(secret).map(([name, text]) => [name.toLowerCase(), text]));
    expect(await readJob(code, version, variables)).toEqual({
      name: "renamed",
      dataset: "http_requests",
      destination_conf:
        "https://h.example/in/0a1b2c3d4e5f6a7b8c9d0e1f?header_X-Key=b%20b&tags=c:c,c&header_X-New=typed",
      enabled: true,
      max_upload_records: 1000,
      output_options: { field_names: ["RayID"], timestamp_format: "rfc3339" },
    });
    const parsed = await parseHcl(code);
    expect(Object.keys(Object(parsed.variable))).toEqual(Object.keys(variables).sort());
    expect(Object.values(Object(parsed.variable)).flat()).toEqual(
      Object.keys(variables).map(() => expect.objectContaining({ sensitive: true })),
    );
    const kind = version === "v5" ? "zones" : "zone";
    const block = { to: "\u0024{cloudflare_logpush_job.renamed}", id: `${kind}/${zoneId}/7` };
    expect(parsed.import).toEqual([block]);
    expect(code).toContain("    # stringify_object = true\n");
  });

  test("that the form cannot edit has its whole destination in a variable", async () => {
    const kept = { ...values, destinationMode: "keep" as const, query: [] };
    const code = terraformFor({ values: kept, saved }, { secrets: "inline", version: "v5" });
    expect(await readJob(code, "v5", { logpush_destination: "s3://bucket" })).toMatchObject({
      destination_conf: "s3://bucket",
    });
  });

  test("says where a masked text replaces a secret", () => {
    const masked = { ...values, otherSettings: JSON.stringify({ note: `key ${mask}` }) };
    expect(terraformFor({ values: masked, saved }, { secrets: "variables", version: "v5" })).toContain(
      `# ${mask} replaces`,
    );
  });
});

test("warns of text that Terraform would change", () => {
  const of = (name: string) => terraformFor({ values: exampleValues({ name }) }, { secrets: "inline", version: "v5" });
  expect(of("e\u0301")).toContain("NFC");
  expect(of("é")).not.toContain("NFC");
});

test("what the provider may not support is a comment, whatever it contains", async () => {
  const values = exampleValues({ otherSettings: JSON.stringify({ "a\nb": "x\n}\nresource", list: [["y\u2028z"]] }) });
  const code = terraformFor({ values }, { secrets: "inline", version: "v5" });
  expect(await readJob(code, "v5", {})).toEqual(toCreateBody(exampleValues()));
});

test.skipIf(!hasProgram("terraform", "-version"))("terraform fmt has nothing to change", { timeout: 120_000 }, () => {
  const { saved, values } = savedSample();
  const long = exampleValues({ fieldNames: Array.from({ length: 20 }, (_, index) => `LongFieldName${index}`) });
  for (const version of versions) {
    const codes = [...forms.slice(0, 4), exampleValues(), long].map((each) => {
      return terraformFor({ values: each }, { secrets: "variables", version });
    });
    for (const code of [...codes, terraformFor({ values, saved }, { secrets: "inline", version })]) {
      const { status, stdout, stderr } = spawnSync("terraform", ["fmt", "-check", "-diff", "-"], {
        input: `${code}\n`,
        encoding: "utf8",
        env: { ...process.env, TF_CLI_CONFIG_FILE: "/dev/null" },
      });
      expect([status, stdout, stderr], code).toEqual([0, "", ""]);
    }
  }
});
