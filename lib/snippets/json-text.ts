import type { Json } from "#lib/logpush/job/job.ts";

const lineWidth = 100;

/**
 * JSON for reading: indented, short lists on one line. Escapes characters that a terminal or page would not show, such
 * as those that change the writing direction.
 */
export function formatJson(value: Json, indent = ""): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => formatJson(item, inner));
    const line = `[${items.join(", ")}]`;
    if (line.length <= lineWidth && !line.includes("\n")) return line;
    return `[\n${items.map((item) => inner + item).join(",\n")}\n${indent}]`;
  }
  if (value === null || typeof value !== "object") return formatScalar(value);
  const entries = Object.entries(value).map(
    ([key, item]) => `${inner}${formatScalar(key)}: ${formatJson(item, inner)}`,
  );
  return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${indent}}`;
}

/** A text as it appears between the quotes of a JSON string. */
export function escapeJsonText(text: string): string {
  return formatScalar(text).slice(1, -1);
}

function formatScalar(value: null | boolean | number | string): string {
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, unit) => {
      return `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`;
    }).join(""),
  );
}
