/** Terminal colors. */
const ansi = /\u001b\[[0-9;]*[A-Za-z]/g;
const stamp = /^\s*\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]? ?/;

/**
 * Removes what copying adds to a text: Markdown's fences, quotation marks, a diff's signs, colors and timestamps of a
 * log. The lines keep their numbers, so that a position in an error is one in the pasted text.
 */
export function cleanPaste(pasted: string): string {
  const lines = pasted.replace(/\r\n?/g, "\n").replace(ansi, "").split("\n");
  const text = unfence(undiff(unprefix(lines))).join("\n");
  // Only at the ends: inside, it may belong to a value.
  return text.trim() === "" ? "" : text.replace(/^[\u200b-\u200d\u2060\ufeff]+/, "");
}

/** Removes the prefix of every line. */
function unprefix(lines: string[]): string[] {
  const prefixes = [stamp, /^\s*> ?/, /^\s*\/\/ ?/, /^\s*# /, /^[ \t]*[│|] ?/];
  const filled = lines.filter((line) => line.trim() !== "");
  const prefix = prefixes.find((pattern) => filled.length > 1 && filled.every((line) => pattern.test(line)));
  return prefix ? lines.map((line) => line.replace(prefix, "")) : lines;
}

/** Keeps the new side of a diff. */
function undiff(lines: string[]): string[] {
  if (!lines.some((line) => /^@@ .*@@/.test(line))) return lines;
  return lines.map((line) => (/^(?:-|@@ |diff |index |\+\+\+ |\\ )/.test(line) ? "" : line.replace(/^[+ ]/, "")));
}

/** Keeps the text between fences, for all blocks that mention a job; a text without fences stays unchanged. */
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
 * Reverts what a web page did to the text: entities, tags of code blocks, special spaces. Undefined if there is none of
 * it. It may change a value, so it is only for a text that cannot be read otherwise.
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
