import { toCsv } from "../list/csv.ts";
import { type CoveragePage, stateWords } from "./coverage.ts";

/** The table as a file for a spreadsheet: a row per zone or account, a column per dataset, "2 failing" in a cell. */
export function coverageCsv({ rows, columns }: Pick<CoveragePage, "rows" | "columns">): string {
  const head = ["name", "path", "account", "jobs", ...columns.map(({ dataset }) => dataset)];
  const lines = rows.map(({ name, path, accountName, jobs, cells, unknown }) => [
    ...[name, path, accountName, unknown ?? String(jobs)],
    ...columns.map(({ dataset }) => stateWords(cells[dataset] ?? {}, (state) => state)),
  ]);
  return toCsv([head, ...lines]);
}
