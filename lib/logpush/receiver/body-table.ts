import type { BodyTable } from "./arrival.ts";
import type { ReceivedRecord } from "./read-body.ts";

const maxRows = 100;
const maxColumns = 200;
const maxCellCharacters = 300;

/** The first records as rows. Columns are the fields of all of them, in order of first appearance. */
export function toBodyTable(records: readonly ReceivedRecord[]): BodyTable {
  const shown = records.slice(0, maxRows);
  const columns = [...new Set(shown.flatMap(({ values }) => [...values.keys()]))].slice(0, maxColumns);
  const rows = shown.map(({ values }, index) => ({
    number: index + 1,
    cells: columns.map((name) => cut(values.get(name) ?? "")),
  }));
  return { columns, rows, total: records.length };
}

function cut(text: string): string {
  return text.length > maxCellCharacters ? `${text.slice(0, maxCellCharacters)}…` : text;
}
