/** Removes the quotes, comma and spaces that a copy from JSON or a shell adds. */
export function unwrapPasted(text: string): string {
  const trimmed = text.trim();
  return /^(["'`]).*\1,?$/s.test(trimmed) ? trimmed.replace(/,$/, "").slice(1, -1) : trimmed;
}
