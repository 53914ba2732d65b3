import { nowMs, type StoredJob, summaryOf } from "#components/testing/stored-job.ts";
import { urgencyOf } from "#lib/logpush/job/health.ts";
import { type HealthState, healthStates, isUrgent } from "#lib/logpush/job/health-states.ts";
import { barHours, encodeHours } from "#lib/logpush/list/hour-bars.ts";
import { listRow } from "#lib/logpush/list/list-row.ts";
import { type ListView, viewToQuery } from "#lib/logpush/list/list-view.ts";
import { parseSearch, type SearchToken, statesOf } from "#lib/logpush/list/parse-search.ts";
import { sortKeyOf } from "#lib/logpush/list/sort-key.ts";
import type { JobPage, JobSummary } from "#lib/logpush/views.ts";
import { scopes } from "./listed-jobs.ts";

// What the server's store does with a view, on a few jobs in the browser.

const bars = encodeHours(Array.from({ length: barHours }, () => ({ ok: 60, failed: 0 })));

/** A view as it comes from a page's address, or with an action. */
type View = Omit<ListView, "health"> & { health?: HealthState | undefined };

/** The jobs that a view finds, whatever their state, and those that it shows, in its order. */
export function findJobs(jobs: readonly StoredJob[], view: View) {
  const found = jobs.map((job) => ({ job, summary: summaryOf(job) })).filter((one) => isFound(one, view));
  const shown = found.filter(({ summary }) => isOfState(summary, view));
  return { found, shown: shown.sort((a, b) => compare(a.summary, b.summary, view)) };
}

/** One page with all the jobs of a view. */
export function pageOf(jobs: readonly StoredJob[], view: View): JobPage {
  const { found, shown } = findJobs(jobs, view);
  const counts: JobPage["counts"] = {};
  for (const { summary } of found) counts[summary.health.state] = (counts[summary.health.state] ?? 0) + 1;
  const urgent = shown.filter(({ summary }) => isUrgent(summary.health.state)).length;
  return {
    query: viewToQuery({ health: undefined, ...view }),
    rows: shown.map(({ job, summary }) =>
      listRow(summary, { label: job.raw.name ?? "", bars, staleSince: null, nowMs }),
    ),
    urgent: view.sort === "attention" ? { total: urgent, rows: urgent } : null,
    ...{ number: 1, count: 1, first: Math.min(1, shown.length), last: shown.length, total: shown.length },
    counts,
    scopeName: scopes.find(({ path }) => path === view.scope)?.name ?? "",
    scopeCount: scopes.length,
    datasets: [...new Set(jobs.map(({ raw }) => raw.dataset ?? ""))].sort(),
    hasJobs: jobs.length > 0,
    ...{ unreadScopes: 0, isListed: true, failures: [], failureCount: 0 },
    asOf: new Date(nowMs).toISOString(),
    nowMs,
    pollSchedule: { intervalMs: 100, pausedUntil: null },
  };
}

type Found = { job: StoredJob; summary: JobSummary };

function isFound({ job, summary }: Found, { q, scope, dataset }: View): boolean {
  const { words, tokens } = parseSearch(q);
  const { name, scopeName, destination } = summary;
  const shown = [name, scopeName, summary.dataset, destination.host, destination.path].join(" ").toLowerCase();
  return (
    (scope === "" || scope === job.scope.path) &&
    (dataset === "" || dataset === summary.dataset) &&
    words.every((word) => shown.includes(word)) &&
    tokens.every((token) => hasToken(summary, token))
  );
}

function hasToken({ health, scopeName, dataset, destination }: JobSummary, { key, value }: SearchToken): boolean {
  if (key === "status") return statesOf(value).includes(health.state);
  const headers = destination.pairs.filter(({ kind }) => kind === "header").map(({ name }) => name);
  const parts = { host: [destination.host], header: headers, zone: [scopeName], dataset: [dataset] };
  return parts[key].some((part) => part.toLowerCase().includes(value));
}

function isOfState({ health: { state } }: JobSummary, { health }: View): boolean {
  if (health === undefined) return true;
  return state === health || (health === "pending" && state === "settling");
}

function compare(a: JobSummary, b: JobSummary, { sort }: View): number {
  const byName = sortKeyOf(a.name) < sortKeyOf(b.name) ? -1 : 1;
  const stateOf = ({ health }: JobSummary) => healthStates.indexOf(health.state);
  const byHealth = stateOf(a) - stateOf(b) || urgencyOf(a.health) - urgencyOf(b.health) || byName;
  if (sort === "attention") return isUrgent(a.health.state) || isUrgent(b.health.state) ? byHealth : byName;
  return (sort.endsWith("name") ? byName : byHealth) * (sort.startsWith("-") ? -1 : 1);
}
