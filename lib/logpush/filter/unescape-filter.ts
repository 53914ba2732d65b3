import { isExactObject } from "../json/exact-json.ts";
import { readJson } from "../json/read-json.ts";

/** No program escapes more often than this. */
const maxLayers = 4;
/** A filter has 1,000 bytes; escaped four times it can be 16 times as long. */
const maxLength = 20_000;

/**
 * The filter inside a text that is escaped or quoted once too often, such as `{\"where\":…}` or `"{\"where\":…}"`, as
 * JSON, shells and manuals write it. Undefined for any other text, including JSON that is already right.
 */
export function unescapeFilter(text: string): string | undefined {
  if (text.length > maxLength || isObject(text)) return undefined;
  let inner = text.trim().replace(/^["']?filter["']?\s*[:=]\s*/, "");
  for (let layer = 0; layer < maxLayers; layer += 1) {
    const next = withoutLayer(inner);
    if (next === undefined || next === inner) return undefined;
    inner = next.trim();
    if (isObject(inner)) return inner;
  }
  return undefined;
}

/** What the API's libraries write for no filter. */
export function isEmptyFilter(text: string): boolean {
  return /^\s*\{\s*(?:"where"\s*:\s*\{\s*\}\s*)?\}\s*$/.test(text);
}

function isObject(text: string): boolean {
  const read = readJson(text);
  return read.ok && isExactObject(read.value);
}

/**
 * Removes one layer: the escapes of a JSON string with or without its quotes, other quotes around it, or HTML's quote
 * entities.
 */
function withoutLayer(text: string): string | undefined {
  const bare = text.replace(/[,;]$/, "").trimEnd();
  const [, mark, inside] = /^(["'`])([\s\S]*)\1$/.exec(bare) ?? [];
  if (mark === undefined || inside === undefined) {
    return /&(?:quot|#34|#x22);/i.test(bare) ? bare.replace(/&(?:quot|#34|#x22);/gi, '"') : unquote(bare);
  }
  return (mark === '"' ? unquote(inside) : undefined) ?? inside;
}

function unquote(inside: string): string | undefined {
  const read = readJson(`"${inside.replace(/\r?\n/g, "\\n").replaceAll("\t", "\\t")}"`);
  return read.ok && typeof read.value === "string" ? read.value : undefined;
}
