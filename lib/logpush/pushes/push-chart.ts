import { decodeHealthStatus, describeDecoded } from "../decode/decode.ts";
import type { PushBar, PushChart } from "./chart-view.ts";
import { type ChartWindow, chartWindow } from "./chart-window.ts";
import { type Counted, countedUntil } from "./counted-hours.ts";
import { isDelivered, type PushGroup, type PushStatus } from "./push-group.ts";

/** An hour of the store. */
export type StoredHour = {
  hour: number;
  ok: number;
  failed: number;
  retried: number;
  bytes: number | null;
  statuses: string | null;
};

/** A day of the store: of long ago, without the statuses. */
export type StoredDay = Omit<StoredHour, "hour" | "retried" | "statuses"> & { day: number; retried: number | null };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What is known of a job's pushes: its hours, and earlier days. Without a row, a counted hour had none. */
export type StoredPushes = { hours: readonly StoredHour[]; days?: readonly StoredDay[]; counted: Counted };

/** Draws the pushes of a job. */
export function chartOfPushes(
  { hours, days = [], counted }: StoredPushes,
  window: ChartWindow,
  nowMs: number,
): PushChart {
  const bars = emptyBars(window, nowMs);
  const knownUntil = countedUntil(counted) * hourMs;
  for (const bar of bars) {
    // The hour that has not ended is never counted whole.
    const end = bar.isPartial && window.stepMs > hourMs ? Math.floor(nowMs / hourMs) * hourMs : bar.end;
    bar.isKnown = bar.start >= counted.from * hourMs && end <= knownUntil;
  }
  const add = (startMs: number, { ok, failed, retried, bytes, statuses }: Omit<StoredHour, "hour">) => {
    const bar = startMs < window.from ? undefined : barAt(bars, startMs, window);
    if (!bar) return;
    bar.isKnown = true;
    bar.delivered += ok;
    bar.lost += failed;
    bar.retried += retried;
    bar.bytes = addKnown(bar.bytes, bytes);
    for (const [status, count] of parseStatuses(statuses)) addStatus(bar, status, count);
  };
  for (const { hour, ...counts } of hours) add(hour * hourMs, counts);
  for (const { day, retried, ...counts } of days)
    add(day * dayMs, { ...counts, retried: retried ?? 0, statuses: null });
  return chartOf(window, bars, knownUntil);
}

/** The last hour, from groups of five minutes. */
export function chartOfGroups(groups: readonly PushGroup[], nowMs: number): PushChart {
  const window = chartWindow("1h", { nowMs, hoursFrom: 0 });
  const bars = emptyBars(window, nowMs);
  for (const bar of bars) bar.isKnown = true;
  for (const { start, status, count, isFinal, bytes } of groups) {
    const bar = barAt(bars, Date.parse(start), window);
    if (!bar) continue;
    if (isDelivered(status)) {
      bar.delivered += count;
      bar.bytes = addKnown(bar.bytes, bytes ?? null);
    } else {
      bar[isFinal === false ? "retried" : "lost"] += count;
      addStatus(bar, status, count);
    }
  }
  // The analytics count the newest minutes late: none is not an answer yet.
  const newest = bars.at(-1);
  if (newest && newest.delivered + newest.lost + newest.retried === 0) newest.isKnown = false;
  return chartOf(window, bars, newest?.start ?? nowMs);
}

function emptyBars({ from, to, firstMs, stepMs, bars }: ChartWindow, nowMs: number): PushBar[] {
  return Array.from({ length: bars }, (_, index) => {
    const end = firstMs + (index + 1) * stepMs;
    return {
      ...{ start: Math.max(from, end - stepMs), end },
      ...{ delivered: 0, lost: 0, retried: 0, bytes: null, statuses: [], isKnown: false },
      isPartial: index === bars - 1 && to === nowMs && end > nowMs,
    };
  });
}

function barAt(bars: PushBar[], ms: number, { firstMs, stepMs }: ChartWindow): PushBar | undefined {
  return bars[Math.floor((ms - firstMs) / stepMs)];
}

function addKnown(sum: number | null, more: number | null): number | null {
  return more === null ? sum : (sum ?? 0) + more;
}

function addStatus(bar: PushBar, status: number, count: number): void {
  const found = bar.statuses.find(([known]) => known === status);
  if (found) found[1] += count;
  else bar.statuses.push([status, count]);
  bar.statuses.sort(byCount);
}

function byCount([a, countOfA]: [number, number], [b, countOfB]: [number, number]): number {
  return countOfB - countOfA || a - b;
}

function chartOf({ range, stepMs }: ChartWindow, bars: PushBar[], knownUntil: number): PushChart {
  const counts = new Map<number, number>();
  const totals: PushChart["totals"] = { delivered: 0, lost: 0, retried: 0, bytes: null };
  for (const bar of bars) {
    totals.delivered += bar.delivered;
    totals.lost += bar.lost;
    totals.retried += bar.retried;
    totals.bytes = addKnown(totals.bytes, bar.bytes);
    for (const [status, count] of bar.statuses) counts.set(status, (counts.get(status) ?? 0) + count);
  }
  const known = bars.find(({ isKnown }) => isKnown);
  return {
    ...{ range, stepMs, bars, totals, knownUntil },
    statuses: Array.from(counts)
      .sort(byCount)
      .map(([status, count]) => describeStatus(status, count)),
    knownSince: known && known !== bars[0] ? known.start : null,
  };
}

function describeStatus(status: number, count: number): PushStatus {
  const decoded = decodeHealthStatus(status);
  return { status, count, cause: decoded ? describeDecoded(decoded) : null };
}

/** Reads the statuses of an hour as the store keeps them. */
export function parseStatuses(text: string | null): Map<number, number> {
  if (text === null) return new Map();
  const parsed: unknown = JSON.parse(text);
  const entries = typeof parsed === "object" && parsed !== null ? Object.entries(parsed) : [];
  return new Map(entries.map(([status, count]) => [Number(status), Number(count)]));
}
