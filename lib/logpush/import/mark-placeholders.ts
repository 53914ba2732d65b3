import { findUnfilled } from "../destination/placeholder-text.ts";
import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import { markGap } from "./gaps.ts";
import { keysOfTypes } from "./rules.ts";

/** Texts around records, which can contain markup and braces. */
const recordTexts = keysOfTypes("escaped", "template");
/** Texts that name one thing, in which brackets do not occur. */
const names: ReadonlySet<string> = new Set([
  ...keysOfTypes("text", "dataset", "choice", "timestampFormat", "list", "rate"),
  ..."zone_id account_id enabled".split(" "),
]);

/**
 * Marks the placeholders in the body's texts as gaps, such as `<NAME>` or `{{ name }}`. The destination has its own
 * rules. In a text whose references were resolved, a `$` is literal.
 */
export function markPlaceholders(body: JsonObject, isEvaluated: boolean): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]): [string, Json] => [
      key,
      key === "destination_conf" ? value : markIn(value, key, isEvaluated),
    ]),
  );
}

/** The path of a zone or account with its placeholder marked. */
export function markReferences(path: string): string {
  return markText(path, "zone_id", false);
}

function markIn(value: Json, key: string, isEvaluated: boolean): Json {
  if (typeof value === "string") return markText(value, key, isEvaluated);
  if (Array.isArray(value)) return value.map((item) => markIn(item, key, isEvaluated));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([inner, item]): [string, Json] => [inner, markIn(item, inner, isEvaluated)]),
  );
}

function markText(text: string, key: string, isEvaluated: boolean): string {
  return text
    .split(/(\ufdd0[^\ufdd0\ufdd1]*\ufdd1)/)
    .map((piece) => (piece.startsWith("\ufdd0") ? piece : markPiece(piece, key, isEvaluated)))
    .join("");
}

function markPiece(piece: string, key: string, isEvaluated: boolean): string {
  return (
    findUnfilled(piece)
      .filter((found) => isMeant(found, key) && !(isEvaluated && found.startsWith("$")))
      // Longest first: $HOST must not be replaced inside $HOST_ID.
      .toSorted((a, b) => b.length - a.length)
      .reduce((text, found) => text.replaceAll(found, markGap(found, "placeholder")), piece)
  );
}

/** In a filter or a template, brackets and braces can be part of the value unless they enclose plain instructions. */
function isMeant(found: string, key: string): boolean {
  if (names.has(key) || found.startsWith("$") || found.startsWith("(")) return true;
  if (/your/i.test(found)) return true;
  if (recordTexts.has(key)) return found.startsWith("{{") && key !== "record_template" && !/^\{\{\s*\./.test(found);
  if (found.startsWith("{{")) return /^\{\{\s*[A-Za-z_][\w.-]*\s*\}\}$/.test(found);
  return /^[<[{%_]{1,2}[A-Z][A-Z0-9_ -]*[>\]}%_]{1,2}$/.test(found);
}
