import type { JobRef } from "../job/job.ts";
import type { Gap } from "./gaps.ts";
import { type Objective, type UptimeByPeriod, type UptimeDays, type UptimeHours, uptimeDays } from "./uptime.ts";

// What the pages show of uptime, and what of it the address says.

export const uptimeGroupings = ["zone", "dataset", "job"] as const;
export type UptimeGrouping = (typeof uptimeGroupings)[number];

/** Which rows the page shows: by what they are summed up, of which period the lowest come first, and of what alone. */
export type UptimeView = {
  by: UptimeGrouping;
  days: UptimeDays;
  /** `zones/{id}` or `accounts/{id}`; empty for all. */
  zone: string;
  dataset: string;
  page: number;
};

/** Reads a view from the URL. What it does not understand is left at its default. */
export function parseUptimeView(params: Pick<URLSearchParams, "get">): UptimeView {
  const zone = params.get("zone") ?? "";
  return {
    by: uptimeGroupings.find((by) => by === params.get("by")) ?? "zone",
    days: uptimeDays.find((days) => String(days) === params.get("days")) ?? 30,
    zone: /^(?:zones|accounts)\/[0-9a-f]{32}$/.test(zone) ? zone : "",
    dataset: (params.get("dataset") ?? "").slice(0, 100),
    page: Math.min(100_000, Math.max(1, Math.floor(Number(params.get("page"))) || 1)),
  };
}

/** Where a view is, without defaults. */
export function uptimeHref({ by, days, zone, dataset, page }: Partial<UptimeView>): `/usage?${string}` {
  const params = new URLSearchParams({ tab: "uptime" });
  if (by && by !== "zone") params.set("by", by);
  if (days && days !== 30) params.set("days", String(days));
  if (zone) params.set("zone", zone);
  if (dataset) params.set("dataset", dataset);
  if (page && page > 1) params.set("page", String(page));
  return `/usage?${params}`;
}

/** The hours of many jobs by period, and the batches that they lost. */
export type UptimeSums = Record<UptimeDays, UptimeHours & { lost: number }>;

/** A zone or account, a dataset, or a job. */
export type UptimeGroup = {
  key: string;
  name: string;
  /** Of a job: its dataset and where it is. */
  job: { ref: JobRef; dataset: string; zone: string } | null;
  /** The jobs that are there. Hours of deleted ones count too. */
  jobs: number;
  periods: UptimeSums;
  objective: Objective | null;
};

export type UptimePage = {
  rows: UptimeGroup[];
  /** All that matches together. */
  all: UptimeSums;
  total: number;
  number: number;
  pages: number;
  /** For jobs without one of their own. */
  objective: Objective | null;
  /** The name of the zone or account that alone is shown. */
  zoneName: string;
  /** When all of it had been counted, RFC 3339. Null: some of it was not yet. */
  asOf: string | null;
};

export type JobUptime = {
  periods: UptimeByPeriod;
  objective: Objective | null;
  /** The objective is this job's own. */
  isOwnObjective: boolean;
  /** Of the last year, the newest first. */
  gaps: Gap[];
  gapCount: number;
};
