/** The rows of a body as RFC 4180 reads them, with any delimiter; undefined if its quotes do not fit. */
export function readDelimited(text: string, delimiter: string): string[][] | undefined {
  const nextLineEnd = finder(text, "\n");
  const nextDelimiter = delimiter === "" ? () => text.length : finder(text, delimiter);
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    const field =
      text[at] === '"'
        ? readQuoted(text, at, delimiter)
        : readPlain(text, at, Math.min(nextLineEnd(at), nextDelimiter(at)));
    if (field === undefined) return undefined;
    row.push(field.text);
    at = field.end;
    if (at < text.length && delimiter !== "" && text.startsWith(delimiter, at)) {
      at += delimiter.length;
      // A delimiter at the very end opens one more, empty field.
      if (at < text.length) continue;
      row.push("");
    }
    rows.push(row);
    row = [];
    at += text.startsWith("\r\n", at) ? 2 : 1;
  }
  return rows;
}

type ReadField = { text: string; end: number } | undefined;

function readPlain(text: string, start: number, end: number): ReadField {
  const inside = text.slice(start, end).replace(/\r$/, "");
  return inside.includes('"') ? undefined : { text: inside, end };
}

function readQuoted(text: string, start: number, delimiter: string): ReadField {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) return undefined;
  const rest = text.slice(end + 1, end + 1 + Math.max(delimiter.length, 2));
  const isEnd = rest === "" || /^\r?\n/.test(rest) || (delimiter !== "" && rest.startsWith(delimiter));
  return isEnd ? { text: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 } : undefined;
}

/** The next place at or after one that only moves on; each stretch of the text is searched once. */
function finder(text: string, needle: string): (from: number) => number {
  let found = text.indexOf(needle);
  return (from) => {
    if (found >= 0 && found < from) found = text.indexOf(needle, from);
    return found < 0 ? text.length : found;
  };
}
