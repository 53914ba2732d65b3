import { toCsv } from "../list/csv.ts";
import type { StateSpan } from "./hour-kinds.ts";
import { type UptimeCount, uptimeOf } from "./uptime.ts";

/** The job that a line is about. */
export type CsvJob = {
  /** `zones/{id}` or `accounts/{id}` */
  scope: string;
  scopeName: string;
  jobId: number;
  name: string;
  dataset: string;
  /** When it was deleted, in milliseconds since 1970. */
  goneAt: number | null;
};

const jobHead = ["scope", "zone_or_account", "job_id", "job", "dataset"];

/** Null is empty. */
function csvLine(cells: readonly (string | number | null)[]): string {
  return toCsv([cells.map((cell) => cell ?? "")]);
}

function jobCells({ scope, scopeName, jobId, name, dataset }: CsvJob) {
  return [scope, scopeName, jobId, name, dataset];
}

/** The first line of the file of uptime by job and period. */
export const periodsHead = csvLine([
  ...jobHead,
  ...["deleted_at", "days", "until", "uptime_percent"],
  ...["hours_delivered", "hours_failed", "hours_no_data", "hours_waiting", "hours_disabled", "hours_not_known"],
  ...["batches_delivered", "batches_lost", "batches_retried", "records_delivered", "records_lost", "bytes_delivered"],
]);

/** One period of a job. `until` is the first hour since 1970 after it. */
export function periodLine(
  job: CsvJob,
  { days, until, count }: { days: number; until: number; count: UptimeCount },
): string {
  const share = uptimeOf(count);
  return csvLine([
    ...jobCells(job),
    ...[job.goneAt === null ? null : timeOf(job.goneAt), days, timeOf(until * 3_600_000)],
    // As many digits as a year of hours needs, cut off: only what never failed is 100.
    share === null ? null : Math.floor(share * 10_000_000 + 1e-3) / 100_000,
    ...[count.delivered, count.failed, count.noData, count.waiting, count.disabled, count.unknown],
    ...[count.ok, count.lost, count.retried, count.lines, count.lostLines, count.bytes],
  ]);
}

/** The first line of the file of states. */
export const statesHead = csvLine([...jobHead, "state", "from", "to", "hours"]);

/** Every state of a job in order, with the times between in which nobody knows it. `to` is empty while it holds. */
export function* stateLines(
  job: CsvJob,
  { spans, seenUntil, nowMs }: { spans: readonly StateSpan[]; seenUntil: number; nowMs: number },
): Generator<string> {
  const line = (state: string, from: number, to: number, isOpen = false) =>
    csvLine([
      ...jobCells(job),
      ...[state, timeOf(from), isOpen ? null : timeOf(to), Math.round((to - from) / 36_000) / 100],
    ]);
  let known: number | null = null;
  for (const { since, until, state } of spans) {
    const end = Math.min(until ?? seenUntil, seenUntil);
    if (known !== null && since > known) yield line("not known", known, since);
    if (end > since) yield line(state, since, end, until === null && end === nowMs);
    known = Math.max(known ?? 0, end);
  }
  if (known !== null && known < (job.goneAt ?? nowMs)) {
    yield line("not known", known, job.goneAt ?? nowMs, job.goneAt === null);
  }
}

function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
