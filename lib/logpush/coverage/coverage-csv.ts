import { type CoveragePage, stateWords } from "./coverage.ts";

/** The table as a file for a spreadsheet: a row per zone or account, a column per dataset, "2 failing" in a cell. */
export function coverageCsv({ rows, columns }: Pick<CoveragePage, "rows" | "columns">): string {
  const head = ["name", "path", "account", "jobs", ...columns.map(({ dataset }) => dataset)];
  const lines = rows.map(({ name, path, accountName, jobs, cells, unknown }) => [
    ...[name, path, accountName, unknown ?? String(jobs)],
    ...columns.map(({ dataset }) => stateWords(cells[dataset] ?? {}, (state) => state)),
  ]);
  return [head, ...lines].map((line) => `${line.map(quote).join(",")}\r\n`).join("");
}

/** A spreadsheet takes a text that begins like this for a formula, so it gets an apostrophe. */
const formula = /^[=+\-@\t\r]/;

function quote(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
