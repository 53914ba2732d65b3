import { undoEscapes } from "./undo-escapes.ts";
import { unwrapPasted } from "./unwrap-pasted.ts";

/** A repair of a pasted string, as a sentence. */
export type PasteRepair = { code: "unescape" | "unwrap"; message: string };

/** No program writes more layers of quotes than this. */
const maxLayers = 8;

/**
 * Removes what a copy from JSON, HTML or a shell adds to a destination string: outer spaces and quotes, `&amp;` for
 * `&`, `\u0026`, `\/`. References and every other character stay. Removed spaces alone are not reported.
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
