import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import { readOnlyKeys } from "../job/owned-keys.ts";
import type { LeftOver } from "./found-job.ts";
import { jobRules, keysOfTypes, outputRules } from "./rules.ts";
import { listBlocks } from "./terraform-scope.ts";

const cveKey = "CVE-2021-44228";

/** The provider and its tools spell this key in half a dozen ways, most of them without its last "2". */
const cveSpelling = /^cve20214?4?428$|^cve202144228$/;

/** Terraform converts a text to the type in the provider's schema, and the other way round. */
const booleans = keysOfTypes("flag", "switch");
const numbers = keysOfTypes("limit", "rate");
const texts = keysOfTypes("text", "escaped", "template");

/** The arguments of the resource other than its scope and its output options. */
export const jobKeys: ReadonlySet<string> = new Set([
  ...jobRules.keys(),
  ...readOnlyKeys,
  "destination_conf",
  "ownership_challenge",
  "logpull_options",
]);

/** The settings that were read, in the API's terms, and those that were not. */
export type Settings = { body: JsonObject; ignored: LeftOver[]; unread: LeftOver[] };

/** One argument of the resource other than its scope, its output options and Terraform's own. */
export function readArgument(key: string, value: Json): Settings {
  if (key === "job_id") return { ...none, ignored: [{ what: key, why: "Cloudflare sets it." }] };
  if (key === "filter" && Array.isArray(value)) return readFilterBlocks(value);
  return jobKeys.has(key) ? { ...none, body: { [key]: convertValue(key, value) } } : refuse(key, key, jobKeys);
}

/** `output_options`: a block in version 4 of the provider and an attribute in version 5. `value` is evaluated. */
export function readOutputOptions(value: Json): Settings {
  // The value in a state if the block of version 4 of the provider is absent.
  if (Array.isArray(value) && value.length === 0) {
    return { ...none, ignored: [{ what: "output_options", why: "No such block, so nothing is set." }] };
  }
  const [block, ...more] = listBlocks(value);
  if (!block) return { ...none, body: { output_options: value } };
  const output: [string, Json][] = [];
  const unread: LeftOver[] = [];
  for (const [written, item] of Object.entries(block)) {
    const key = cveSpelling.test(written.toLowerCase().replace(/[^a-z0-9]/g, "")) ? cveKey : written;
    if (outputRules.has(key)) output.push([key, convertValue(key, item)]);
    else unread.push(...refuse(`output_options.${written}`, written, new Set(outputRules.keys())).unread);
  }
  if (more.length > 0) unread.push({ what: "output_options", why: "It occurs more than once. The first is used." });
  return { body: { output_options: Object.fromEntries(output) }, ignored: [], unread };
}

const none: Settings = { body: {}, ignored: [], unread: [] };

/** The provider refuses an unknown name, so sending it on would change the meaning of the text. */
function refuse(what: string, written: string, known: ReadonlySet<string>): Settings {
  const bare = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");
  const meant = Array.from(known).find((name) => bare(name) === bare(written));
  const why = `The provider has no setting named ${written}.${meant ? ` Use ${meant}.` : ""}`;
  return { ...none, unread: [{ what, why }] };
}

function convertValue(key: string, value: Json): Json {
  if (typeof value === "number" || typeof value === "boolean") return texts.has(key) ? String(value) : value;
  if (typeof value !== "string") return value;
  if (booleans.has(key) && /^(?:true|false)$/.test(value)) return value === "true";
  return numbers.has(key) && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}

/** A filter as nested blocks, which the provider does not support, but whose meaning is clear. */
function readFilterBlocks(blocks: Json[]): Settings {
  const [block] = blocks;
  if (blocks.length === 1 && block !== undefined && isJsonObject(block)) {
    return { ...none, body: { filter: unwrapBlock(block) } };
  }
  return { ...none, unread: [{ what: "filter", why: "A filter must be a string. Use jsonencode." }] };
}

/** `where` is one block; `and` and `or` have one block per condition. */
function unwrapBlock(block: JsonObject): JsonObject {
  const entries = Object.entries(block).map(([key, value]): [string, Json] => {
    const items = Array.isArray(value) ? value.map((item) => (isJsonObject(item) ? unwrapBlock(item) : item)) : value;
    const [only = null] = Array.isArray(items) ? items : [];
    const isOne = Array.isArray(items) && items.length === 1 && isJsonObject(only);
    return [key, key === "where" && isOne ? only : items];
  });
  return Object.fromEntries(entries);
}
