import { page } from "vitest/browser";

const jobsTable = page.getByRole("table", { name: "Logpush jobs" });

/** The list of jobs, by its accessible names. */
export const list = {
  table: jobsTable,
  search: page.getByRole("searchbox", { name: "Search jobs" }),
  toolbar: page.getByRole("toolbar", { name: "Bulk actions" }),
  link: (name: string) => page.getByRole("link", { name, exact: true }),
  row: (name: RegExp) => jobsTable.getByRole("row", { name }),
  box: (name: string) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true }),
  control: (name: string) => page.getByRole("switch", { name: `Enabled: ${name}`, exact: true }),
  columnHeader: (name: string) => page.getByRole("columnheader", { name }),
  chip: (token: string) => page.getByRole("button", { name: `Remove filter ${token}`, exact: true }),
};

/** The names of the jobs in their order. */
export function listedNames(): string[] {
  const links = jobsTable.getByRole("link").elements();
  return links.filter(({ id }) => id.startsWith("job-")).map(({ textContent }) => textContent ?? "");
}
