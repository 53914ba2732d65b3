/**
 * Text as one word of fish: in its single quotes `\\` and `\'` are escapes, and nothing else is special. Undefined for
 * a NUL, which no argument can hold.
 */
export function quoteFish(text: string): string | undefined {
  return text.includes("\0") ? undefined : `'${text.replace(/[\\']/g, "\\$&")}'`;
}
