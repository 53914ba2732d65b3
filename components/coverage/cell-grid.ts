/** The checkboxes of the table's cells, by row. What the table shows is what can be chosen. */
export function readGrid(root: ParentNode): HTMLInputElement[][] {
  return Array.from(root.querySelectorAll("tbody tr"), (row) =>
    Array.from(row.querySelectorAll<HTMLInputElement>("input[data-cell]")),
  ).filter((row) => row.length > 0);
}

export type Place = { row: number; column: number };

export function placeOf(grid: readonly HTMLInputElement[][], cell: HTMLInputElement): Place | undefined {
  for (const [row, cells] of grid.entries()) {
    const column = cells.indexOf(cell);
    if (column >= 0) return { row, column };
  }
  return undefined;
}

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};

/** The cell that a key leads to; undefined if the key moves nothing. */
export function cellAfter(
  grid: readonly HTMLInputElement[][],
  { row, column }: Place,
  key: string,
): HTMLInputElement | undefined {
  const cells = grid[row] ?? [];
  if (key === "Home") return cells[0];
  if (key === "End") return cells.at(-1);
  const step = steps[key];
  if (!step) return undefined;
  const next = grid[Math.min(Math.max(row + step[0], 0), grid.length - 1)];
  return next?.[Math.min(Math.max(column + step[1], 0), next.length - 1)];
}

/** All cells between two corners. */
export function cellsBetween(grid: readonly HTMLInputElement[][], one: Place, other: Place): HTMLInputElement[] {
  const [top, bottom] = [Math.min(one.row, other.row), Math.max(one.row, other.row)];
  const [left, right] = [Math.min(one.column, other.column), Math.max(one.column, other.column)];
  return grid.slice(top, bottom + 1).flatMap((cells) => cells.slice(left, right + 1));
}
