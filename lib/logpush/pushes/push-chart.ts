import { decodeHealthStatus, describeDecoded } from "../decode/decode.ts";
import type { PushBar, PushChart, PushRange } from "./chart-view.ts";
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

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const shapes = {
  "1h": { stepMs: 5 * minuteMs, bars: 12 },
  "24h": { stepMs: hourMs, bars: 24 },
  "7d": { stepMs: 6 * hourMs, bars: 28 },
} satisfies Record<PushRange, { stepMs: number; bars: number }>;

/** When the first bar of a range begins. */
export function chartStart(range: PushRange, nowMs: number): number {
  const { stepMs, bars } = shapes[range];
  return Math.floor(nowMs / stepMs) * stepMs - (bars - 1) * stepMs;
}

/** The hours of a job as a chart. Hours from `knownFrom` to before `knownUntil` were read: without a row, nothing was sent. */
export function chartOfHours(
  rows: readonly StoredHour[],
  {
    range,
    nowMs,
    knownFrom,
    knownUntil,
  }: { range: "24h" | "7d"; nowMs: number; knownFrom: number; knownUntil: number },
): PushChart {
  const bars = emptyBars(range, nowMs);
  for (const bar of bars) {
    const end = Math.min(bar.start + shapes[range].stepMs, nowMs);
    bar.isKnown = bar.start / hourMs >= knownFrom && end / hourMs <= knownUntil;
  }
  for (const { hour, ok, failed, retried, bytes, statuses } of rows) {
    const bar = barAt(bars, hour * hourMs, shapes[range].stepMs);
    if (!bar) continue;
    bar.isKnown = true;
    bar.delivered += ok;
    bar.lost += failed;
    bar.retried += retried;
    bar.bytes = addKnown(bar.bytes, bytes);
    for (const [status, count] of parseStatuses(statuses)) addStatus(bar, status, count);
  }
  return chartOf(range, bars);
}

/** The last hour, from groups of five minutes. */
export function chartOfGroups(groups: readonly PushGroup[], nowMs: number): PushChart {
  const bars = emptyBars("1h", nowMs);
  for (const bar of bars) bar.isKnown = true;
  for (const { start, status, count, isFinal, bytes } of groups) {
    const bar = barAt(bars, Date.parse(start), shapes["1h"].stepMs);
    if (!bar) continue;
    if (isDelivered(status)) {
      bar.delivered += count;
      bar.bytes = addKnown(bar.bytes, bytes ?? null);
    } else {
      bar[isFinal === false ? "retried" : "lost"] += count;
      addStatus(bar, status, count);
    }
  }
  return chartOf("1h", bars);
}

function emptyBars(range: PushRange, nowMs: number): PushBar[] {
  const start = chartStart(range, nowMs);
  const { stepMs, bars } = shapes[range];
  return Array.from({ length: bars }, (_, index) => ({
    start: start + index * stepMs,
    ...{ delivered: 0, lost: 0, retried: 0, bytes: null, statuses: [], isKnown: false },
    isPartial: index === bars - 1,
  }));
}

function barAt(bars: PushBar[], ms: number, stepMs: number): PushBar | undefined {
  return bars[Math.floor((ms - (bars[0]?.start ?? 0)) / stepMs)];
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

function chartOf(range: PushRange, bars: PushBar[]): PushChart {
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
    ...{ range, stepMs: shapes[range].stepMs, bars, totals },
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
