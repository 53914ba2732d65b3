/** Each word costs one comparison per row. */
const maxWords = 20;

/** The words that a search looks for, in lower case. */
export function searchWords(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, maxWords);
}
