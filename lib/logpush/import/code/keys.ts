import { isJsonObject, type Json, type JsonObject } from "../../job/job.ts";
import { jobRules, outputRules } from "../rules.ts";

const apiKeys = [
  ...jobRules.keys(),
  ...outputRules.keys(),
  ..."destination_conf logpull_options output_options ownership_challenge zone_id account_id id".split(" "),
];
/** Without the characters and capitals that differ by language. */
const bySpelling = new Map(apiKeys.map((key) => [spellingOf(key), key]));
// Version 4 of the provider lacks a digit, and so do SDKs generated from it.
bySpelling.set("cve20214428", "CVE-2021-44228");

/** `destinationConf`, `DestinationConf` and `destination_conf` are equal. */
function spellingOf(key: string): string {
  return key.toLowerCase().replace(/[_-]/g, "");
}

/** A key in the API's spelling; an unknown one in the API's style. */
export function apiKey(key: string): string {
  const known = bySpelling.get(spellingOf(key));
  return (
    known ??
    (/^[a-z]+(?:[A-Z][a-z0-9]*)+$/.test(key) ? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : key)
  );
}

export function isApiKey(key: string): boolean {
  return bySpelling.has(spellingOf(key));
}

/** The API key that another spelling in `record` means, unless the record also has that key. */
export function keyMeant(key: string, record: JsonObject): string {
  const known = bySpelling.get(spellingOf(key));
  return known === undefined || Object.hasOwn(record, known) ? key : known;
}

/** SDKs accept undocumented arguments in one of these. */
const extraKeys: ReadonlySet<string> = new Set(["extra_body", "extraBody"]);

/** A program's object as the body of a job. */
export function asBody(record: JsonObject): JsonObject {
  const entries = Object.entries(record).flatMap(([key, value]): [string, Json][] =>
    extraKeys.has(key) && isJsonObject(value) ? Object.entries(value) : [[apiKey(key), value]],
  );
  const body: JsonObject = Object.fromEntries(entries);
  // A Terraform block is a list in tools generated from its provider.
  const output =
    Array.isArray(body.output_options) && body.output_options.length === 1
      ? body.output_options[0]
      : body.output_options;
  return isJsonObject(output) ? { ...body, output_options: withApiKeys(output) } : body;
}

function withApiKeys(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([key, value]): [string, Json] => [apiKey(key), value]));
}
