import { undoEscapes } from "./undo-escapes.ts";

/** A repair of a pasted string, as a sentence. */
export type PasteRepair = { code: "unescape" | "unwrap"; message: string };

/** No program writes more layers of quotes than this. */
const maxLayers = 8;

/** The name of the setting before its value, as in JSON, HCL and YAML. */
const settingName = /^["'`]?destination[_-]?conf["'`]?\s*(?:=>|[:=])\s*/i;

/**
 * Removes what a copy from JSON, HTML or a shell adds to a destination string: outer spaces and quotes, the name of the
 * setting, `&amp;` for `&`, `\u0026`, `\/`. References and every other character stay. Removed spaces alone are not
 * reported.
 */
export function cleanPastedDestination(pasted: string): { text: string; repairs: PasteRepair[] } {
  const unescaped = undoEscapes(pasted).text;
  const trimmed = unescaped.trim();
  const value = trimmed.replace(settingName, "");
  let text = value;
  for (let layer = 0; layer < maxLayers; layer += 1) text = withoutQuotes(text);
  const repairs: PasteRepair[] = [];
  if (unescaped !== pasted) repairs.push({ code: "unescape", message: "Removed the JSON, HTML or shell escapes." });
  if (value !== trimmed) repairs.push({ code: "unwrap", message: "Removed the setting name in front of the string." });
  else if (text !== trimmed) repairs.push({ code: "unwrap", message: "Removed the quotes around the string." });
  return { text, repairs };
}

function withoutQuotes(text: string): string {
  const trimmed = text.trim();
  return /^(["'`]).*\1,?$/s.test(trimmed) ? trimmed.replace(/,$/, "").slice(1, -1) : trimmed;
}
