import { type HealthState, healthStates } from "#lib/logpush/job/health.ts";
import { jobKey, scopePath } from "#lib/logpush/job/job.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { ListView, SortOrder } from "#lib/logpush/list/list-view.ts";
import type { JobSummary } from "#lib/logpush/views.ts";
import { headersOf } from "./destination-text.ts";
import { distinctLabels } from "./job-label.ts";

export const pageSize = 100;

/** A job with what searching and showing needs, worked out once per list and not per key press. */
export type ListedJob = { job: JobSummary; key: string; label: string; scope: string; haystack: string };

export function toListedJobs(jobs: JobSummary[]): ListedJob[] {
  const labels = distinctLabels(jobs);
  return jobs.map((job) => {
    const key = jobKey(job.ref);
    return {
      job,
      key,
      label: labels.get(key) ?? jobLabel(job),
      scope: scopePath(job.ref),
      haystack: haystackOf(job),
    };
  });
}

// Compared with numbers in order, so that edge-2 comes before edge-10.
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const urgency = new Map(healthStates.map((state, index) => [state, index]));

/** A sorted copy. By health, what asks for action soonest comes first; equal ones go by name, then id. */
export function sortJobs(jobs: ListedJob[], order: SortOrder): ListedJob[] {
  const direction = order.startsWith("-") ? -1 : 1;
  const byName = (a: ListedJob, b: ListedJob) =>
    collator.compare(jobLabel(a.job), jobLabel(b.job)) || a.job.ref.jobId - b.job.ref.jobId;
  if (order.endsWith("name")) return jobs.toSorted((a, b) => direction * byName(a, b));
  return jobs.toSorted((a, b) => direction * compareUrgency(a.job, b.job) || byName(a, b));
}

/** The jobs that a view's words, scope and dataset leave; its health filter is applied by `withHealth`. */
export function filterJobs(jobs: ListedJob[], { q, scope, dataset }: Pick<ListView, "q" | "scope" | "dataset">) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && scope === "" && dataset === "") return jobs;
  return jobs.filter(
    (listed) =>
      (scope === "" || listed.scope === scope) &&
      (dataset === "" || listed.job.dataset === dataset) &&
      words.every((word) => listed.haystack.includes(word)),
  );
}

export function withHealth(jobs: ListedJob[], health: HealthState | undefined): ListedJob[] {
  return health ? jobs.filter(({ job }) => job.health.state === health) : jobs;
}

/** How many jobs are in each state. */
export function countByHealth(jobs: ListedJob[]): Map<HealthState, number> {
  const counts = new Map<HealthState, number>();
  for (const { job } of jobs) counts.set(job.health.state, (counts.get(job.health.state) ?? 0) + 1);
  return counts;
}

export type Page = { rows: ListedJob[]; number: number; count: number; first: number; last: number; total: number };

/** The page that is asked for, or the last one where that is too far. `first` and `last` count from 1. */
export function pageOf(jobs: ListedJob[], asked: number): Page {
  const count = Math.max(1, Math.ceil(jobs.length / pageSize));
  const number = Math.min(asked, count);
  const rows = jobs.slice((number - 1) * pageSize, number * pageSize);
  const before = (number - 1) * pageSize;
  return {
    rows,
    number,
    count,
    first: rows.length === 0 ? 0 : before + 1,
    last: before + rows.length,
    total: jobs.length,
  };
}

/** By state; of failing jobs the one that Cloudflare gives up first, overdue ones before it. Times are `toISOString`. */
function compareUrgency({ health: a }: JobSummary, { health: b }: JobSummary): number {
  const byState = (urgency.get(a.state) ?? 0) - (urgency.get(b.state) ?? 0);
  if (byState !== 0 || a.state !== "failing") return byState;
  const [mine, other] = [a.switchOffAt ?? a.since ?? "9", b.switchOffAt ?? b.since ?? "9"];
  return mine < other ? -1 : Number(mine > other);
}

function haystackOf(job: JobSummary): string {
  const { scheme, host } = job.destination;
  const headers = headersOf(job.destination).map(({ name }) => name);
  // A line break keeps words from matching across two of the parts.
  return [jobLabel(job), job.ref.jobId, job.scopeName, job.dataset, `${scheme}://${host}`, ...headers]
    .join("\n")
    .toLowerCase();
}
