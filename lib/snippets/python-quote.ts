import { escapeHidden, unicodeEscape } from "./escape-hidden.ts";

/** Text as a Python string. JSON's escapes would not work: Python does not join two escaped surrogates. */
export function quotePython(text: string): string {
  return `"${escapeHidden(text.replace(/["\\]/g, "\\$&"), unicodeEscape)}"`;
}
