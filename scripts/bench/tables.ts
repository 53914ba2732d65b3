export type Row = (string | number)[];

/** The value below which this share of the list lies. */
export function quantile(list: number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b);
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1));
}

/** How many times as much. */
export function ratio(measured: number, base: number): string {
  return `${(measured / base).toFixed(2)}x`;
}

/** Prints a table of a report. */
export function print(title: string, columns: string[], rows: Row[]): void {
  console.log(`\n${title}`);
  const lines = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)) + 2);
  for (const line of lines) console.log(line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(""));
}
