import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import { escapedTexts } from "../job/output-options.ts";
import { ok, type Result } from "../result.ts";
import type { FoundJob, LeftOver } from "./found-job.ts";
import { fillGaps } from "./gaps.ts";
import { importError } from "./import-error.ts";
import { type References, resolveValue } from "./terraform-text.ts";

export const resourceType = "cloudflare_logpush_job";

/** Terraform's own arguments and blocks, which no provider sees. */
const metaArguments: ReadonlySet<string> = new Set(
  "count for_each depends_on lifecycle provider provisioner connection timeouts".split(" "),
);

/** The provider spells this key its own way: one way in version 4, another in version 5. */
const outputKeys: ReadonlyMap<string, string> = new Map([
  ["cve20214428", "CVE-2021-44228"],
  ["cve_2021_44228", "CVE-2021-44228"],
]);

/** Terraform turns a text into what the provider's schema asks for, and the other way round. */
const booleans: ReadonlySet<string> = new Set(
  "enabled filter_attack_traffic CVE-2021-44228 merge_subrequests".split(" "),
);
const numbers: ReadonlySet<string> = new Set(
  "max_upload_bytes max_upload_records max_upload_interval_seconds sample_rate".split(" "),
);
const texts: ReadonlySet<string> = new Set(["name", ...Object.values(escapedTexts), "record_template"]);

/**
 * The jobs of a configuration in Terraform's JSON syntax, as the HCL parser writes it. Reads the provider's version 4,
 * where `output_options` is a block, and version 5, where it is an attribute.
 */
export function fromTerraform(config: JsonObject): Result<FoundJob[]> {
  const resources = isJsonObject(config.resource) ? config.resource : {};
  const jobs = isJsonObject(resources[resourceType]) ? Object.entries(resources[resourceType]) : [];
  if (jobs.length === 0) return importError("E_IMPORT_NO_RESOURCE");
  const references = referencesOf(config);
  const ignored = otherBlocks(config, resources);
  return ok(
    jobs.flatMap(([label, body]) =>
      listBlocks(body).map((attributes) => readResource(label, attributes, references, ignored)),
    ),
  );
}

function referencesOf({ variable, locals }: JsonObject): References {
  const references = new Map<string, Json>();
  for (const [name, body] of Object.entries(isJsonObject(variable) ? variable : {})) {
    const [block] = listBlocks(body);
    if (block?.default !== undefined) references.set(`var.${name}`, block.default);
  }
  for (const block of listBlocks(locals)) {
    for (const [name, value] of Object.entries(block)) references.set(`local.${name}`, value);
  }
  return references;
}

function readResource(label: string, attributes: JsonObject, references: References, ignored: LeftOver[]): FoundJob {
  const body: JsonObject = {};
  const ownIgnored: LeftOver[] = [];
  const unread: LeftOver[] = [];
  let scope: string | undefined;
  for (const [key, value] of Object.entries(attributes)) {
    if (metaArguments.has(key)) ownIgnored.push({ what: key, why: "It tells Terraform what to do, not Cloudflare." });
    else if (key === "dynamic") unread.push({ what: key, why: "A dynamic block would have to be worked out." });
    else if (key === "zone_id" || key === "account_id") {
      const id = resolveValue(value, references);
      if (id !== null) scope = `${key === "zone_id" ? "zones" : "accounts"}/${String(id)}`;
    } else if (key === "output_options") {
      const [block, ...more] = listBlocks(resolveValue(value, references));
      if (block) body[key] = convert(block);
      else if (value !== null) body[key] = resolveValue(value, references);
      if (more.length > 0) unread.push({ what: key, why: "It stands there more than once; the first is read." });
    } else body[key] = convertValue(key, resolveValue(value, references));
  }
  const name = typeof body.name === "string" && body.name !== "" ? fillGaps(body.name) : label;
  return {
    label: name === label ? label : `${name} (${label})`,
    body,
    isWhole: true,
    isEvaluated: true,
    ...(scope === undefined ? {} : { scope }),
    ignored: [...ignored, ...ownIgnored],
    unread,
  };
}

function convert(block: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(block).map(([typed, value]): [string, Json] => {
      const key = outputKeys.get(typed) ?? typed;
      return [key, convertValue(key, value)];
    }),
  );
}

function convertValue(key: string, value: Json): Json {
  if (typeof value === "number" || typeof value === "boolean") return texts.has(key) ? String(value) : value;
  if (typeof value !== "string") return value;
  if (booleans.has(key) && /^(?:true|false)$/.test(value)) return value === "true";
  return numbers.has(key) && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}

/** A block comes as a list of objects from HCL, and as an object from a `.tf.json` file. */
function listBlocks(value: Json | undefined): JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isJsonObject);
}

function otherBlocks(config: JsonObject, resources: JsonObject): LeftOver[] {
  const others = Object.entries(resources).flatMap(([type, bodies]) =>
    type === resourceType || !isJsonObject(bodies) ? [] : Object.keys(bodies).map((label) => `${type}.${label}`),
  );
  const blocks = Object.keys(config).filter((key) => !["resource", "variable", "locals"].includes(key));
  return [
    ...others.map((what) => ({ what: `resource ${what}`, why: "It is no Logpush job." })),
    ...blocks.map((what) => ({ what: `${what} block`, why: "It is no Logpush job." })),
  ];
}
