import { escapeHidden, isHalfPair, unicodeEscape } from "./escape-hidden.ts";

/** Text as an interpreted string of Go. Half a surrogate pair, which Go refuses, becomes U+FFFD. */
export function quoteGo(text: string): string {
  const escaped = text.replace(/["\\]/g, "\\$&");
  return `"${escapeHidden(escaped, (codePoint) => unicodeEscape(isHalfPair(codePoint) ? 0xfffd : codePoint))}"`;
}

/** JSON, or a part of it, as a raw string of Go. A backtick would end that; JSON can escape it. */
export function quoteGoJson(json: string): string {
  return `\`${json.replaceAll("`", "\\u0060")}\``;
}
