import { escapeHidden, isHalfPair, unicodeEscape } from "./escape-hidden.ts";

/** Text as an interpreted string of Go. A lone surrogate, which Go refuses, becomes U+FFFD. */
export function quoteGo(text: string): string {
  const escaped = text.replace(/["\\]/g, "\\$&");
  return `"${escapeHidden(escaped, (codePoint) => unicodeEscape(isHalfPair(codePoint) ? 0xfffd : codePoint))}"`;
}

/** JSON, or a part of it, as a raw string of Go. JSON can escape a backtick, which would end the string. */
export function quoteGoJson(json: string): string {
  return `\`${json.replaceAll("`", "\\u0060")}\``;
}
