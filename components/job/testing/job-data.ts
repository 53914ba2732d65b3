import { savedJob } from "#components/job-form/testing/saved-job.ts";
import { nowMs } from "#components/testing/stored-job.ts";
import { staleAfterMinutesOf } from "#lib/logpush/datasets/stale-after.ts";
import { fixesOfCause } from "#lib/logpush/delivery/fixes-of.ts";
import type { JobNote } from "#lib/logpush/job/health.ts";
import { isTroubled } from "#lib/logpush/job/health-states.ts";
import type { JsonObject } from "#lib/logpush/job/job.ts";
import type { JobHead, JobOverview } from "#lib/logpush/job/job-page.ts";
import { summarizeRecords } from "#lib/logpush/job/records-summary.ts";
import type { WireJob } from "#lib/logpush/job/wire-schema.ts";
import type { PushChart } from "#lib/logpush/pushes/chart-view.ts";
import { chartWindow } from "#lib/logpush/pushes/chart-window.ts";
import { chartOfPushes, type StoredHour } from "#lib/logpush/pushes/push-chart.ts";
import { listGaps } from "#lib/logpush/uptime/gaps.ts";
import type { JobPast } from "#lib/logpush/uptime/hour-kinds.ts";
import { countUptime, hoursOf, type Objective } from "#lib/logpush/uptime/uptime.ts";
import type { JobUptime } from "#lib/logpush/uptime/uptime-view.ts";
import type { JobSummary } from "#lib/logpush/views.ts";

export type RawJob = WireJob & JsonObject;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const thisHour = nowMs / hourMs;

/** So long before now, as the API writes a time. */
export const ago = (hours: number): string => new Date(nowMs - hours * hourMs).toISOString();

/** Five batches in each hour of the last day, and two that failed in each of the last `failing` ones. */
function hoursWith(failing: number): StoredHour[] {
  return Array.from({ length: 24 }, (_, back) => {
    const failed = back > 0 && back <= failing ? 2 : 0;
    const statuses = failed > 0 ? JSON.stringify({ 401: 3 }) : null;
    return { hour: thisHour - back, ok: 5, failed, retried: failed / 2, bytes: 4000, statuses };
  });
}

const hoursFor = ({ health }: JobSummary) => hoursWith(isTroubled(health.state) ? 3 : 0);

/** The last day as the store knows it: all of it, or its last `knownHours`. */
export function chartOf(summary: JobSummary, knownHours = 24): PushChart {
  const counted = { from: thisHour - knownHours + 1, until: nowMs };
  const hours = hoursFor(summary).filter(({ hour }) => hour >= counted.from);
  return chartOfPushes({ hours, counted }, chartWindow("24h", { nowMs, hoursFrom: 0 }), nowMs);
}

/** The uptime of a job that was first seen forty days ago. */
export function uptimeOf(summary: JobSummary, objective: Objective | null = null, isOwnObjective = false): JobUptime {
  const past: JobPast = {
    spans: [{ since: nowMs - 40 * dayMs, until: null, state: "healthy" }],
    ...{ seenUntil: nowMs, goneAt: null, days: [] },
    hours: hoursFor(summary).map(({ statuses, ...hour }) => ({ ...hour, lines: 500, lostLines: hour.failed * 10 })),
  };
  const gaps = listGaps(past, hoursOf(365, nowMs));
  return { periods: countUptime(past, nowMs), objective, isOwnObjective, gaps, gapCount: gaps.length };
}

/** What the page of a job begins with. */
export function headOf(raw: RawJob, note?: JobNote): JobHead {
  const { summary } = savedJob(raw, note);
  return {
    summary,
    asOf: new Date(nowMs).toISOString(),
    nowMs,
    ...{ staleSince: null, mute: null, outside: null, version: { n: 1, canUndo: true } },
    staleAfterMinutes: {
      own: note?.staleAfterMinutes ?? null,
      ofDataset: staleAfterMinutesOf(summary.dataset),
    },
  };
}

/** What the overview of a job shows, as the server reads it from its store. */
export function overviewOf(raw: RawJob, head: JobHead): JobOverview {
  const { cause, errorMessage, health, destination } = head.summary;
  const headers = destination.pairs.filter(({ kind }) => kind === "header").map(({ name }) => name);
  return {
    head,
    fixes: isTroubled(health.state) && cause ? fixesOfCause(cause.code, errorMessage ?? "", headers) : [],
    chart: chartOf(head.summary),
    uptime: uptimeOf(head.summary),
    records: summarizeRecords(savedJob(raw).values),
    sharing: {},
    changes: { rows: [], hasMore: false, isBroken: false },
    usage: null,
  };
}
