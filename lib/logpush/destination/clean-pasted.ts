import { undoEscapes } from "./undo-escapes.ts";
import { unwrapPasted } from "./unwrap-pasted.ts";

/** What was repaired in a pasted string, as a sentence. */
export type PasteRepair = { code: "unescape" | "unwrap"; message: string };

/** More quotes around a string than these come from no program. */
const maxLayers = 8;

/**
 * A destination string as it was meant, without what a copy from JSON, HTML or a shell adds: outer spaces and quotes,
 * `&amp;` for `&`, `\u0026`, `\/`. Gaps and every other character stay. Spaces alone are not worth a repair's sentence.
 */
export function cleanPastedDestination(pasted: string): { text: string; repairs: PasteRepair[] } {
  let text = undoEscapes(pasted).text;
  const isEscaped = text !== pasted;
  const trimmed = text.trim();
  for (let layer = 0; layer < maxLayers; layer += 1) text = unwrapPasted(text);
  const repairs: PasteRepair[] = [];
  if (isEscaped) repairs.push({ code: "unescape", message: "Undid the JSON, HTML or shell escapes." });
  if (text !== trimmed) repairs.push({ code: "unwrap", message: "Removed the quotes around the string." });
  return { text, repairs };
}
