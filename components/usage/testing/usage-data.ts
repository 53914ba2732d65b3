import { headOf, uptimeOf } from "#components/job/testing/job-data.ts";
import { jobs } from "#components/job/testing/jobs.ts";
import { zone } from "#components/job-form/testing/saved-job.ts";
import { nowMs } from "#components/testing/stored-job.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import type { UptimeGrouping, UptimePage } from "#lib/logpush/uptime/uptime-view.ts";
import type { FieldWatch } from "#lib/logpush/usage/field-watch.ts";
import { monthOf } from "#lib/logpush/usage/month.ts";
import { type AccountMonth, describeMonth } from "#lib/logpush/usage/month-view.ts";
import type { UsagePage, VolumeView } from "#lib/logpush/usage/usage-view.ts";

// What the page of usage gets from the server, for a zone with two jobs.

const thisHour = nowMs / 3_600_000;
const listed = [jobs.healthy, jobs.failing].map((job) => headOf(job).summary);
const readUntil = new Date(nowMs).toISOString();

const volume = { bytes: 2e12, records: 5e9, dollars: 80 };

const page: UsagePage = {
  by: "job",
  rows: listed.map(({ ref, name, scopeName, dataset }, place) => ({
    ...{ key: jobKey(ref), label: name, jobs: 1, isEstimate: place === 1 },
    ...{ bytes: volume.bytes / 2, records: volume.records / 2, dollars: volume.dollars / 2 },
    expected: place === 1 ? { bytes: null, dollars: 0 } : { bytes: 4e12, dollars: 160 },
    job: { key: jobKey(ref), scopeName, dataset, isGone: place === 1 },
  })),
  ...{ count: 2, number: 1, pages: 1, total: { ...volume, jobs: 2 } },
};

/** The month so far, after a month of 3 GB an hour. */
export function volumeView(budgetCents: number | null): VolumeView {
  const account: AccountMonth = {
    basis: "external",
    ...{ account: zone.accountId ?? "", jobs: 2, unknown: 1, estimates: 1, unforecast: 0 },
    ...{ bytes: volume.bytes, lines: volume.records, transformed: 0 },
    ...{ expectedBytes: 4e12, expectedLines: 1e10, expectedTransformed: 0 },
  };
  const hours = Array.from({ length: 30 * 24 }, (_, back) => ({ hour: thisHour - back, bytes: 3e9 }));
  const known = { fromHour: thisHour - 30 * 24, endHour: thisHour - 1 };
  const month = describeMonth({ accounts: [account], hours, known, month: monthOf(nowMs), nowMs });
  return { month: { ...month, before: null }, page, budgetCents, isCounted: true };
}

/** The uptime of both jobs, or of their zone. */
export function uptimePage(by: UptimeGrouping): UptimePage {
  const objective = { target: 99_500, days: 30 } as const;
  const groups = listed.map((summary) => ({
    ...{ key: jobKey(summary.ref), name: summary.name, jobs: 1, objective },
    job: { ref: summary.ref, dataset: summary.dataset, zone: summary.scopeName },
    periods: uptimeOf(summary).periods,
  }));
  const { periods: all } = uptimeOf(headOf(jobs.failing).summary);
  const ofZone = { key: zone.path, name: zone.name, job: null, jobs: 2, periods: all, objective };
  const rows = by === "job" ? groups.toReversed() : [ofZone];
  return {
    ...{ rows, all, objective, total: rows.length, number: 1, pages: 1 },
    ...{ zoneName: by === "job" ? zone.name : "", asOf: readUntil },
  };
}

export const fieldWatch: FieldWatch = {
  datasets: [
    {
      ...{ kind: "zones", dataset: "http_requests", readAt: readUntil, jobs: 2, uncompared: 1 },
      changes: [
        { name: "EdgeEmulatorPool", what: "new", since: readUntil, jobs: 1 },
        { name: "OldField", what: "removed", since: readUntil, jobs: 2 },
        { name: "OlderField", what: "deprecated", since: null, jobs: 0 },
      ],
    },
    { kind: "zones", dataset: "dns_logs", readAt: readUntil, jobs: 1, uncompared: 0, changes: [] },
  ],
  ...{ shown: null, bundledOf: "September 2026", mayChange: true },
};
