import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";

/** JSON as Terraform's `jsonencode` writes it: keys in order, and `<`, `>`, `&` and two line ends as escapes. */
export function writeTerraformJson(value: Json): string {
  return JSON.stringify(sortKeys(value)).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isJsonObject(value)) return value;
  const sorted: JsonObject = Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]): [string, Json] => [key, sortKeys(item)]),
  );
  return sorted;
}
