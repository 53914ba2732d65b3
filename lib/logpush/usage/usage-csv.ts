import { toCsv } from "../list/csv.ts";
import type { UsagePage } from "./usage-view.ts";

/** The table as a file: bytes, records and dollars as numbers, empty where they are not known. */
export function usageCsv({ by, rows }: Pick<UsagePage, "by" | "rows">): string {
  const isJob = by === "job";
  const head = isJob
    ? ["job", "path", "zone or account", "dataset"]
    : [by === "scope" ? "zone or account" : by, "jobs"];
  const lines = rows.map(({ key, label, jobs, job, bytes, records, dollars, expected, isEstimate }) => [
    ...(job ? [label, key, job.scopeName, job.dataset] : [label, jobs]),
    ...[bytes ?? "", records ?? "", bytes === null ? "" : cents(dollars)],
    ...[expected.bytes ?? "", expected.bytes === null ? "" : cents(expected.dollars), isEstimate ? "yes" : "no"],
  ]);
  return toCsv([[...head, "bytes", "records", "dollars", "expected bytes", "expected dollars", "estimate"], ...lines]);
}

/** Without the noise of binary fractions, but with parts of a cent, so that small jobs add up. */
function cents(dollars: number): number {
  return Number(dollars.toFixed(6));
}
