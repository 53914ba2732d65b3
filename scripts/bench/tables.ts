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
  for (const row of [columns, ...rows]) console.log(row.map((cell) => String(cell).padEnd(24)).join(""));
}
