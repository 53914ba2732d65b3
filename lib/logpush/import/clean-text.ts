/** Colours of a terminal. */
const ansi = /\u001b\[[0-9;]*[A-Za-z]/g;
const stamp = /^\s*\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]? ?/;

/**
 * A pasted text without what copying put around it: Markdown's fences, quotation marks, a diff's signs, colours and
 * times of a log. The lines stay where they are, so that a place in an error is a place in the paste.
 */
export function cleanText(pasted: string): string {
  const lines = pasted.replace(/\r\n?/g, "\n").replace(ansi, "").split("\n");
  const text = unfence(undiff(unprefix(lines))).join("\n");
  // Only at the ends: inside it may belong to a value.
  return text.trim() === "" ? "" : text.replace(/^[\u200b-\u200d\u2060\ufeff]+/, "");
}

/** What stands before every line goes. */
function unprefix(lines: string[]): string[] {
  const prefixes = [stamp, /^\s*> ?/, /^\s*\/\/ ?/, /^\s*# /, /^[ \t]*[│|] ?/];
  const filled = lines.filter((line) => line.trim() !== "");
  const prefix = prefixes.find((pattern) => filled.length > 1 && filled.every((line) => pattern.test(line)));
  return prefix ? lines.map((line) => line.replace(prefix, "")) : lines;
}

/** Of a diff only what it leaves is read. */
function undiff(lines: string[]): string[] {
  if (!lines.some((line) => /^@@ .*@@/.test(line))) return lines;
  return lines.map((line) => (/^(?:-|@@ |diff |index |\+\+\+ |\\ )/.test(line) ? "" : line.replace(/^[+ ]/, "")));
}

/** What stands between fences, of all blocks that speak of a job; a text without them as it is. */
function unfence(lines: string[]): string[] {
  const fences = lines.flatMap((line, at) => (/^\s*(?:```|~~~)/.test(line) ? [at] : []));
  const blocks = fences.flatMap((start, place) => {
    const end = fences[place + 1] ?? lines.length;
    return place % 2 === 0 ? [{ start, end, text: lines.slice(start + 1, end).join("\n") }] : [];
  });
  const [first] = blocks;
  if (!first) return lines;
  const chosen = blocks.filter(({ text }) => /destination_?conf|logpush/i.test(text));
  const read = chosen.length > 0 ? chosen : [first];
  return lines.map((line, at) => (read.some(({ start, end }) => at > start && at < end) ? line : ""));
}

const entities: Record<string, string> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">", nbsp: " " };

/**
 * The same text with what a web page made of its signs turned back: entities, tags of code blocks, special spaces.
 * Undefined if there is nothing of the kind. It may change a value, so it is for a text that cannot be read as it is.
 */
export function undoMarkup(text: string): string | undefined {
  const undone = text
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<\/?(?:pre|code|span|div|p|a|b|i|em|strong)\b[^<>\n]{0,200}>/gi, "")
    .replace(
      /&(?:(amp|quot|apos|lt|gt|nbsp)|#(\d{2,3})|#x([\da-f]{2}));/gi,
      (_, name?: string, ten?: string, hex?: string) =>
        name === undefined
          ? String.fromCharCode(hex === undefined ? Number(ten) : Number.parseInt(hex, 16))
          : (entities[name.toLowerCase()] ?? ""),
    )
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, "")
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, " ");
  return undone === text ? undefined : undone;
}
