import { type ExactJson, isExactObject, NumberText } from "./exact-json.ts";

/** JSON text without spaces. Handles any nesting that `readJson` accepts. */
export function writeJson(value: ExactJson): string {
  if (value instanceof NumberText) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeJson).join(",")}]`;
  if (!isExactObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${writeJson(item)}`)
    .join(",")}}`;
}
