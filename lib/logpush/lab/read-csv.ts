/**
 * The rows of a text as RFC 4180 reads it; undefined if its quotes do not fit. Cells keep what stood between the quotes.
 * The time is linear.
 */
export function readCsv(text: string, delimiter: "," | "\t"): string[][] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = delimiter === "," ? /"((?:[^"]|"")*)"|([^",\r\n]*)/y : /"((?:[^"]|"")*)"|([^"\t\r\n]*)/y;
  const lineEnd = /\r?\n|$/y;
  for (let at = 0; at < text.length; ) {
    cell.lastIndex = at;
    const [, quoted, bare = ""] = cell.exec(text) ?? [];
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    at = cell.lastIndex;
    if (text[at] === delimiter) {
      at += 1;
      if (at < text.length) continue;
      row.push("");
    }
    lineEnd.lastIndex = at;
    if (!lineEnd.test(text)) return undefined;
    at = lineEnd.lastIndex;
    rows.push(row);
    row = [];
  }
  return rows;
}
