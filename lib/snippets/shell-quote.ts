/**
 * Text as one word of a POSIX shell (XCU 2.2.2): in single quotes only `'` is special. Undefined for a NUL, which no
 * argument can hold.
 */
export function quoteShell(text: string): string | undefined {
  return text.includes("\0") ? undefined : `'${text.replaceAll("'", "'\\''")}'`;
}
