/**
 * Parses the rows of a text by RFC 4180; undefined if its quotes do not match. Cells keep the text between the quotes.
 * Linear time.
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
