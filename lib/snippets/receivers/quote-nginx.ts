/**
 * Text as one argument of an nginx directive, in double quotes: `\` and `"` need a backslash (nginx "Configuration file
 * structure"). A `$` still names a variable in directives that take variables; give it only to those that do not, such
 * as `location` and `server_name`.
 */
export function quoteNginx(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}
