/** The form, with the import open. */
export const importHref = "/jobs/new?import=1";

/** "1 job", "1,284 jobs". */
export function jobs(count: number): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? "job" : "jobs"}`;
}
