import type { ActivityRow } from "../activity/activity-page.ts";
import type { Mute } from "../alerts/mute.ts";
import type { KeptTest } from "../delivery/kept-test.ts";
import type { DeliveryFix } from "../delivery/verdict.ts";
import type { PushChart } from "../pushes/chart-view.ts";
import type { JobUptime } from "../uptime/uptime-view.ts";
import type { JobUsage } from "../usage/job-usage.ts";
import type { JobWatch } from "../views.ts";

// What the tabs of a job's page show. Types only.

/** The head of a job's page, from the store. */
export type JobHead = Pick<JobWatch, "summary" | "asOf" | "staleAfterMinutes"> & {
  /** The server's time, from which ages are counted, in milliseconds since 1970. */
  nowMs: number;
  /** When its zone or account was last read, RFC 3339, if that is longer ago than expected. */
  staleSince: string | null;
  /** Its newest version, and whether a change can be taken back: not where no secrets are kept. */
  version: { n: number; canUndo: boolean };
  /** Whether alerts about it are held back; undefined if no alerts are sent at all. */
  mute: Mute | null | undefined;
  /** The newest version, if it was made outside Headgate a short time ago. */
  outside: OutsideChange | null;
};

/** A change outside Headgate. `at`, RFC 3339, is when it was seen; `person` is null if that is not known. */
export type OutsideChange = { at: string; person: string | null; isNew: boolean };

/** A job that no longer exists, as the store remembers it. */
export type GoneJob = {
  label: string;
  dataset: string;
  scopeName: string;
  goneAt: string;
  /** Who deleted it and where; null if an older version of Headgate did not note it. */
  by: { isOutside: boolean; person: string | null } | null;
};

export type JobPage = { kind: "job"; head: JobHead } | { kind: "gone"; job: GoneJob };

/** How the job writes records, in one line each. */
export type RecordsSummary = { fields: string; filter: string; format: string; sample: string };

export type JobOverview = {
  head: JobHead;
  /** Repairs of what is wrong, the likeliest first. */
  fixes: DeliveryFix[];
  /** Of the last day; others are asked for. */
  chart: PushChart;
  uptime: JobUptime;
  records: RecordsSummary;
  /** In how many other jobs a value is used, by its fingerprint. */
  sharing: Record<string, number>;
  changes: JobChanges;
  /** The volume and cost of the month; null for those who may not see it, and before the first numbers. */
  usage: JobUsage | null;
};

export type JobChanges = {
  /** Newest first. */
  rows: ActivityRow[];
  hasMore: boolean;
  /** Whether entries were changed since they were written. */
  isBroken: boolean;
};

/** A request that the test receiver got from the job. */
export type JobArrival = {
  id: string;
  /** RFC 3339 */
  receivedAt: string;
  /** 0 if it got no answer. */
  status: number;
  records: number;
  compressedBytes: number;
};

export type JobDeliveries = {
  chart: PushChart;
  tests: KeptTest[];
  /** Undefined without a test receiver, and for those who may not see it. */
  arrivals: JobArrival[] | undefined;
};
