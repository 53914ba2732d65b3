/**
 * Text as one argument of an nginx directive, in double quotes: `\` and `"` need a backslash (nginx "Configuration file
 * structure"). A `$` still names a variable in directives that support variables; use it only in others, such as
 * `location` and `server_name`.
 */
export function quoteNginx(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}
