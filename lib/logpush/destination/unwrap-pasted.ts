/** Copied from JSON or a shell, a string brings its quotes, a comma and spaces along. */
export function unwrapPasted(text: string): string {
  const trimmed = text.trim();
  return /^(["'`]).*\1,?$/s.test(trimmed) ? trimmed.replace(/,$/, "").slice(1, -1) : trimmed;
}
