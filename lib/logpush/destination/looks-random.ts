import { decodePercent } from "./percent.ts";

/** Shown in place of a saved value. Its length is always the same, so it reveals nothing. */
export const mask = "••••••••";

/** Parts of a readable name, as in `http-requests-2026` or `2024-01.v2`. */
const wordy = /^(?:[a-z]+|v?\d{1,4})(?:[-_.](?:[a-z]+|v?\d{1,4}))*$/;
const date = /^\d{4}-\d{2}(?:-\d{2})?$/;

/** Whether a path segment looks like a key or token rather than a word. If in doubt, true. */
export function looksRandom(segment: string): boolean {
  const decoded = decodePercent(segment);
  const text = decoded.ok ? decoded.value : segment;
  if (text.includes("=") || /\p{Ll}\p{Lu}/u.test(text)) return true;
  if (text.length >= 20 && !/^[a-z]{1,19}(?:[-_.][a-z]{1,19})*$/.test(text)) return true;
  const digits = text.replace(/\D/g, "").length;
  if (/\p{L}/u.test(text)) return digits > 0 && text.length >= 8 && !wordy.test(text);
  return digits >= 6 && !date.test(text);
}
