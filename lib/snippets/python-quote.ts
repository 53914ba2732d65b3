import { escapeHidden, unicodeEscape } from "./escape-hidden.ts";

/** Text as a string of Python. JSON's would not do: Python does not join two escaped halves of a pair. */
export function quotePython(text: string): string {
  return `"${escapeHidden(text.replace(/["\\]/g, "\\$&"), unicodeEscape)}"`;
}
