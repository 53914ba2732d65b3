import type { PushRange } from "./chart-view.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A time to show, in milliseconds since 1970: one that ends now, by its name, or any other. */
export type AskedRange = Exclude<PushRange, "custom"> | { from: number; to: number };

/** The bars of a chart. The first one may begin before `from`: nothing before that is in it. */
export type ChartWindow = { range: PushRange; from: number; to: number; stepMs: number; bars: number; firstMs: number };

const presets = {
  "1h": { stepMs: 5 * minuteMs, bars: 12 },
  "24h": { stepMs: hourMs, bars: 24 },
  "7d": { stepMs: 6 * hourMs, bars: 28 },
  "30d": { stepMs: dayMs, bars: 30 },
} as const;

const yearDays = 365;
const weekMs = 7 * dayMs;
/** How many bars of a step are shown at most, the finest step first. */
const steps = [
  { stepMs: hourMs, most: 48 },
  { stepMs: 6 * hourMs, most: 56 },
  { stepMs: dayMs, most: 92 },
  { stepMs: weekMs, most: Number.POSITIVE_INFINITY },
];
/** The store keeps no more. */
const longestMs = 400 * dayMs;

/** The bars of a range. `hoursFrom` (milliseconds since 1970): earlier deliveries are known by day alone. */
export function chartWindow(
  asked: AskedRange,
  { nowMs, hoursFrom }: { nowMs: number; hoursFrom: number },
): ChartWindow {
  if (asked === "365d")
    return windowOf("365d", { from: dayOf(nowMs) - (yearDays - 1) * dayMs, to: nowMs, stepMs: weekMs });
  if (typeof asked === "string") {
    const { stepMs, bars } = presets[asked];
    const firstMs = Math.floor(nowMs / stepMs) * stepMs - (bars - 1) * stepMs;
    return { range: asked, from: firstMs, to: nowMs, stepMs, bars, firstMs };
  }
  const to = Math.min(nowMs, asked.to);
  const from = Math.max(to - longestMs, Math.min(asked.from, to - hourMs));
  const least = from < hoursFrom ? dayMs : hourMs;
  const step = steps.find(({ stepMs, most }) => stepMs >= least && (to - from) / stepMs <= most)?.stepMs ?? weekMs;
  const unit = Math.min(step, dayMs);
  return windowOf("custom", { from: Math.floor(from / unit) * unit, to, stepMs: step });
}

/** Bars that end together with the range. Of weeks the first one may be shorter. */
function windowOf(range: PushRange, { from, to, stepMs }: { from: number; to: number; stepMs: number }): ChartWindow {
  const unit = Math.min(stepMs, dayMs);
  const end = Math.ceil(to / unit) * unit;
  const bars = Math.max(1, Math.ceil((end - from) / stepMs));
  return { range, from, to, stepMs, bars, firstMs: end - bars * stepMs };
}

function dayOf(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs;
}
