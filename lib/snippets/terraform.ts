import { mask } from "#lib/logpush/destination/looks-random.ts";
import { jobAttributes, outputAttributes, type Tool } from "#lib/logpush/job/attributes.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { asJsonObject, isJsonObject, type Json, type JsonObject, scopePath } from "#lib/logpush/job/job.ts";
import { partsOf } from "#lib/logpush/job/other-settings.ts";
import { readOnlyKeys } from "#lib/logpush/job/owned-keys.ts";
import { toCreateBody, toUpdateBody } from "#lib/logpush/job/to-request.ts";
import { defaultFrequency } from "#lib/logpush/limits.ts";
import { type HclAttribute, hclSyntax, quoteHcl, quoteHclPieces, writeHclBody } from "./hcl-quote.ts";
import { type SavedJob, scopeOf } from "./job-request.ts";
import { keysKnownTo } from "./known-keys.ts";
import { writeLiteral } from "./literal.ts";
import { type Piece, piecesOfValues, variablesOf } from "./secret-variables.ts";
import type { SnippetOptions } from "./snippet.ts";

/** The major version of Cloudflare's provider. */
export type ProviderVersion = "v5" | "v4";

export type TerraformOptions = Pick<SnippetOptions, "secrets"> & { version: ProviderVersion };

/**
 * The whole job as a `cloudflare_logpush_job`: Terraform needs the desired state, not the changes. A saved job comes
 * with the block that imports it. Source: the provider's documentation of the resource, versions 4 and 5.
 */
export function terraformFor(
  { values, saved }: { values: JobFormValues; saved?: SavedJob },
  { secrets, version }: TerraformOptions,
): string {
  const job = wholeJob(values, saved);
  const destination = piecesOfValues(values, secrets);
  const address = `cloudflare_logpush_job.${labelOf(values.name)}`;
  const scope = saved ? scopePath(saved.ref) : values.scope;
  return [
    headLines({ job, destination, version }).join("\n"),
    ...variablesOf(destination).map(({ name }) => variableBlock(variableName(name))),
    ...(saved ? [importBlock(saved, address, version)] : []),
    resourceBlock({ job, destination, version, address, scope }),
  ].join("\n\n");
}

/** Attributes that only the API sets or never returns, and the ID, which the import contains. */
const readOnly = [...readOnlyKeys, "ownership_challenge"];

/** What the API would return after a save, without unset attributes. The browser has other settings as a text only. */
function wholeJob(values: JobFormValues, saved: SavedJob | undefined): JsonObject {
  if (!saved) return toCreateBody(values);
  const stored = { ...asJsonObject(saved.stored.job), ...partsOf(values.otherSettings).job };
  const job = { ...stored, ...toUpdateBody(values, saved.stored) };
  const isSet = ([key, value]: [string, Json]) =>
    !readOnly.includes(key) && value !== null && value !== "" && !(key === "frequency" && value === defaultFrequency);
  const settings: JsonObject = { destination_conf: mask, ...Object.fromEntries(Object.entries(job).filter(isSet)) };
  const { output_options: output } = settings;
  return isJsonObject(output) ? { ...settings, output_options: withoutNulls(output) } : settings;
}

function withoutNulls(settings: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}

type Described = { job: JsonObject; destination: Piece[]; version: ProviderVersion };

function headLines({ job, destination, version }: Described): string[] {
  const variables = variablesOf(destination).map(({ name }) => `TF_VAR_${variableName(name)}`);
  const { destination_conf: _stored, ...others } = job;
  const text = JSON.stringify(others) + destination.filter((piece) => typeof piece === "string").join("");
  return [
    `# For version ${version.slice(1)} of the provider cloudflare/cloudflare.`,
    "# Terraform state contains the destination in plain text, including secrets: protect it.",
    ...(variables.length === 0 ? [] : [`# Percent-encoded values, from the environment: ${variables.join(", ")}`]),
    ...(text.includes(mask)
      ? [`# ${mask} replaces a saved secret, which never leaves the server: enter it here.`]
      : []),
    ...(text === text.normalize("NFC") ? [] : ["# Terraform normalizes text to NFC, so some characters will differ."]),
  ];
}

function variableBlock(name: string): string {
  return `variable ${quoteHcl(name)} {\n  type      = string\n  sensitive = true\n}`;
}

/** `LOGPUSH_X_KEY` as `logpush_x_key`. */
function variableName(name: string): string {
  return name.toLowerCase();
}

/** Version 4 names the scopes in the singular. */
function importBlock({ ref }: SavedJob, address: string, version: ProviderVersion): string {
  const kind = version === "v5" ? ref.scopeKind : ref.scopeKind === "zones" ? "zone" : "account";
  return `import {\n  to = ${address}\n  id = ${quoteHcl(`${kind}/${ref.scopeId}/${ref.jobId}`)}\n}`;
}

/** A Terraform name for the job: letters, digits and underscores. */
function labelOf(name: string): string {
  const label = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
  return /^[a-z]/.test(label) ? label : `logpush${label === "" ? "" : `_${label}`}`;
}

function resourceBlock({ job, destination, version, address, scope }: Described & { address: string; scope: string }) {
  const { kind, id } = scopeOf(scope);
  const { output_options: output, ...settings } = job;
  const known = jobKeysOf(version);
  const attributes = Object.entries(settings).map(([key, value]): HclAttribute => {
    const code =
      key === "destination_conf" ? quoteHclPieces(destination, variableName) : writeLiteral(value, hclSyntax);
    return { key, code, isComment: !known.includes(key) };
  });
  const scopeAttribute = { key: kind === "zones" ? "zone_id" : "account_id", code: quoteHcl(id) };
  const lines = writeHclBody([scopeAttribute, ...attributes], "  ");
  if (isJsonObject(output)) lines.push("", ...outputLines(output, version));
  const [type = "", label = ""] = address.split(".");
  return [`resource ${quoteHcl(type)} ${quoteHcl(label)} {`, ...lines, "}"].join("\n");
}

/** An attribute in version 5, a block in version 4. */
function outputLines(output: JsonObject, version: ProviderVersion): string[] {
  const known = keysKnownTo(tools[version], outputAttributes);
  const attributes = Object.entries(output).map(([key, value]): HclAttribute => {
    const name = key === "CVE-2021-44228" ? cveNames[version] : key;
    return { key: name, code: writeLiteral(value, hclSyntax, "    "), isComment: !known.includes(key) };
  });
  return [`  output_options ${version === "v5" ? "= {" : "{"}`, ...writeHclBody(attributes, "    "), "  }"];
}

/** The provider's spellings; that of version 4 lacks a digit. */
const cveNames = { v5: "cve_2021_44228", v4: "cve20214428" };

const tools = { v5: "terraform5", v4: "terraform4" } as const satisfies Record<ProviderVersion, Tool>;

/** The job attributes that the provider supports. Anything else is written as a comment, or the whole plan would fail. */
function jobKeysOf(version: ProviderVersion): string[] {
  return [...keysKnownTo(tools[version], jobAttributes), "destination_conf", "logpull_options", "ownership_challenge"];
}
