import { type HourKind, type HourRange, hourKindsOf, type JobPast } from "./hour-kinds.ts";

const hourMs = 3_600_000;
const hoursOfDay = 24;

/** The periods of uptime, in days. */
export const uptimeDays = [1, 7, 30, 365] as const;
export type UptimeDays = (typeof uptimeDays)[number];

/** The batches of a period. Records and bytes (uncompressed) are null where nothing is known of them. */
export type UptimeVolume = {
  ok: number;
  lost: number;
  retried: number;
  lines: number | null;
  lostLines: number | null;
  bytes: number | null;
};

/** Hours by what they were. */
export type UptimeHours = {
  delivered: number;
  failed: number;
  noData: number;
  waiting: number;
  disabled: number;
  unknown: number;
};

/** The same, with the deliveries in them. */
export type UptimeCount = UptimeHours & UptimeVolume;

export type UptimeByPeriod = Record<UptimeDays, UptimeCount>;

/** The hours of a period: whole ones, so the present hour is not among them. */
export function hoursOf(days: number, nowMs: number): HourRange {
  const to = Math.floor(nowMs / hourMs);
  return { from: to - days * hoursOfDay, to };
}

/** Counts what a job did in each period before a time. Of days before the hours that are known, whole ones count. */
export function countUptime(past: JobPast, nowMs: number): UptimeByPeriod {
  const longest = hoursOf(365, nowMs);
  const kinds = hourKindsOf(past, longest);
  const countOf = (days: number): UptimeCount => {
    const range = hoursOf(days, nowMs);
    return { ...countKinds(kinds.slice(range.from - longest.from)), ...sumVolume(past, range) };
  };
  return { 1: countOf(1), 7: countOf(7), 30: countOf(30), 365: countOf(365) };
}

function countKinds(kinds: readonly HourKind[]): UptimeHours {
  const of = { delivered: 0, failed: 0, "no-data": 0, waiting: 0, disabled: 0, unknown: 0, absent: 0 };
  for (const kind of kinds) of[kind] += 1;
  const { delivered, failed, "no-data": noData, waiting, disabled, unknown } = of;
  return { delivered, failed, noData, waiting, disabled, unknown };
}

function sumVolume({ hours, days }: JobPast, { from, to }: HourRange): UptimeVolume {
  const parts = [
    ...hours.filter(({ hour }) => hour >= from && hour < to),
    ...days.filter(({ day, part }) => {
      const whole = part ?? { from: day * hoursOfDay, to: (day + 1) * hoursOfDay };
      return whole.from >= from && whole.to <= to;
    }),
  ];
  const sum: UptimeVolume = { ok: 0, lost: 0, retried: 0, lines: null, lostLines: null, bytes: null };
  for (const { ok, failed, retried, lines, lostLines, bytes } of parts) {
    sum.ok += ok;
    sum.lost += failed;
    sum.retried += retried ?? 0;
    sum.lines = addKnown(sum.lines, lines);
    sum.lostLines = addKnown(sum.lostLines, lostLines);
    sum.bytes = addKnown(sum.bytes, bytes);
  }
  return sum;
}

export function addKnown(sum: number | null, more: number | null): number | null {
  return more === null ? sum : (sum ?? 0) + more;
}

type Counted = Pick<UptimeHours, "delivered" | "failed">;

/** The share of the hours that count in which everything was delivered, from 0 to 1. Null if none counts. */
export function uptimeOf({ delivered, failed }: Counted): number | null {
  return delivered + failed === 0 ? null : delivered / (delivered + failed);
}

/** "99.95%". Rounded down, so that only what never failed is 100%. */
export function formatUptime(share: number | null): string {
  if (share === null) return "Not known";
  if (share === 1) return "100%";
  // The smallest addition repairs what the multiplication loses: 0.29 * 10_000 is below 2900.
  return `${(Math.floor(share * 10_000 + 1e-6) / 100).toFixed(2)}%`;
}

/** The share of a period of which nothing is known, from 0 to 1. */
export function unknownShare({ delivered, failed, noData, waiting, disabled, unknown }: UptimeHours): number {
  const all = delivered + failed + noData + waiting + disabled + unknown;
  return all === 0 ? 1 : unknown / all;
}

/** What share of the hours of so many days shall be delivered, in thousandths of a percent: 99900 is 99.9 %. */
export type Objective = { target: number; days: UptimeDays };

/** The hours that may fail, those that did, and what is left of them: less than 0 if the objective is missed. */
export type Budget = { allowed: number; failed: number; left: number };

/** What an objective allows, of the hours that count. Null if none counts. */
export function budgetOf(count: Counted, { target }: Pick<Objective, "target">): Budget | null {
  const hours = count.delivered + count.failed;
  if (hours === 0) return null;
  // In whole thousandths, so that 0.1 % of 1000 hours is 1 hour.
  const allowed = ((100_000 - target) * hours) / 100_000;
  return { allowed, failed: count.failed, left: allowed - count.failed };
}
