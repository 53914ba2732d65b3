/** The columns of the list that can be hidden, in their order; the name and the state always show. */
export const listColumns = {
  zone: "Zone or account, dataset",
  to: "Destination",
  bars: "Last 24 h",
  last: "Last delivery",
} as const;

export type ListColumn = keyof typeof listColumns;

export const columnNames = Object.keys(listColumns).filter(isColumn);

/** The cookie in which a browser remembers the hidden ones, so that the first HTML has the right columns. */
export const columnsCookie = "hidden-columns";

/** Reads the cookie, whatever is in it. */
export function parseHidden(text: string | undefined): ListColumn[] {
  const named = (text ?? "").split(".");
  return columnNames.filter((name) => named.includes(name));
}

export function writeHidden(hidden: readonly ListColumn[]): string {
  return hidden.join(".");
}

/** Hides a column, or shows it again. */
export function toggleColumn(hidden: readonly ListColumn[], column: ListColumn): ListColumn[] {
  return columnNames.filter((name) => hidden.includes(name) !== (name === column));
}

function isColumn(name: string): name is ListColumn {
  return name in listColumns;
}
