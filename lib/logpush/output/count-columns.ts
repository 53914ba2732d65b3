/** How many columns each row of a body has, by RFC 4180 with any delimiter; undefined if its quotes do not match. */
export function countColumns(text: string, delimiter: string): number[] | undefined {
  const nextLineEnd = finder(text, "\n");
  const nextQuote = finder(text, '"');
  const nextDelimiter = delimiter === "" ? () => text.length : finder(text, delimiter);
  const rows: number[] = [];
  let columns = 1;
  for (let at = 0; at < text.length; ) {
    const isQuoted = nextQuote(at) === at;
    const end = isQuoted ? endOfQuoted(text, at, delimiter) : Math.min(nextLineEnd(at), nextDelimiter(at));
    if (end < 0 || (!isQuoted && nextQuote(at) < end)) return undefined;
    at = end;
    if (at < text.length && nextDelimiter(at) === at) {
      at += delimiter.length;
      columns += 1;
      // A delimiter at the very end opens another, empty field.
      if (at < text.length) continue;
    }
    rows.push(columns);
    columns = 1;
    at += text.startsWith("\r\n", at) ? 2 : 1;
  }
  return rows;
}

/** The end of a field whose opening quote is at `start`, including its closing quote; -1 if none closes it. */
function endOfQuoted(text: string, start: number, delimiter: string): number {
  let close = text.indexOf('"', start + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) return -1;
  const rest = text.slice(close + 1, close + 1 + Math.max(delimiter.length, 2));
  const isEnd = rest === "" || /^\r?\n/.test(rest) || (delimiter !== "" && rest.startsWith(delimiter));
  return isEnd ? close + 1 : -1;
}

/** Finds the next match at or after a position. Positions only grow, so the text is searched once. */
function finder(text: string, needle: string): (from: number) => number {
  let found = text.indexOf(needle);
  return (from) => {
    if (found >= 0 && found < from) found = text.indexOf(needle, from);
    return found < 0 ? text.length : found;
  };
}
