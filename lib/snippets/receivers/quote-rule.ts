/** Text as a quoted string of Cloudflare's Rules language, where `\` and `"` need a backslash ("Values", Ruleset Engine). */
export function quoteRule(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}
