import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import { markGap } from "./gaps.ts";

/** The key under which the server leaves the argument of a `jsonencode(...)`; no attribute of Terraform can be called so. */
export const jsonencodeKey = "jsonencode()";

/** What the text itself says: defaults of `variable` blocks and the `locals`, by reference, such as `var.zone_id`. */
export type References = ReadonlyMap<string, Json>;

const maxReferences = 20;

/**
 * A value of Terraform's JSON with its templates worked out (Terraform language, "Strings and Templates"): references
 * that the text defines are filled in, `$${` becomes `${`, and every other expression becomes a gap.
 */
export function resolveValue(value: Json, references: References, depth = 0): Json {
  if (typeof value === "string") return resolveText(value, references, depth);
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, references, depth));
  if (!isJsonObject(value)) return value;
  if (jsonencodeKey in value) {
    const encoded = resolveValue(value[jsonencodeKey] ?? null, references, depth);
    return writeTerraformJson(encoded);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]): [string, Json] => [key, resolveValue(item, references, depth)]),
  );
}

/** A template that is one expression has that expression's type; any other is a text. */
function resolveText(text: string, references: References, depth: number): Json {
  const pieces = splitTemplate(text);
  const [only] = pieces;
  if (pieces.length === 1 && only?.isExpression) return lookUp(only.text, references, depth) ?? markGap(only.source);
  return pieces
    .map(({ isExpression, text: piece, source }) => {
      if (!isExpression) return piece;
      const value = lookUp(piece, references, depth);
      return value === undefined || value === null || typeof value === "object" ? markGap(source) : String(value);
    })
    .join("");
}

/** A variable may lead to a local and so on, never round in a circle. */
function lookUp(expression: string, references: References, depth: number): Json | undefined {
  const value = references.get(expression.trim());
  return value === undefined || depth >= maxReferences ? undefined : resolveValue(value, references, depth + 1);
}

type TemplatePiece = { isExpression: boolean; text: string; source: string };

function splitTemplate(template: string): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let literal = "";
  let at = 0;
  while (at < template.length) {
    const rest = template.slice(at, at + 3);
    if (rest === "$${" || rest === "%%{") {
      literal += rest.slice(1);
      at += 3;
    } else if (rest.startsWith("${") || rest.startsWith("%{")) {
      const end = endOfExpression(template, at + 2);
      if (literal !== "") pieces.push({ isExpression: false, text: literal, source: literal });
      literal = "";
      // A directive such as %{ if } is never looked up: its text is no reference.
      pieces.push({ isExpression: true, text: template.slice(at + 2, end - 1), source: template.slice(at, end) });
      at = end;
    } else {
      literal += template.charAt(at);
      at += 1;
    }
  }
  if (literal !== "" || pieces.length === 0) pieces.push({ isExpression: false, text: literal, source: literal });
  return pieces;
}

/** Behind the brace that closes an expression; braces and quotes inside of it count. */
function endOfExpression(template: string, start: number): number {
  let depth = 1;
  let isQuoted = false;
  for (let at = start; at < template.length; at += 1) {
    const sign = template.charAt(at);
    if (sign === "\\" && isQuoted) at += 1;
    else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && sign === "{") depth += 1;
    else if (!isQuoted && sign === "}") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return template.length;
}

/** JSON as Terraform's `jsonencode` writes it: keys in order, and `<`, `>`, `&` and two line ends as escapes. */
function writeTerraformJson(value: Json): string {
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
