"use client";

import { type KeyboardEvent, type PointerEvent, useId, useState } from "react";
import { equalColumns } from "#components/ui/equal-columns.ts";
import { loaded } from "#components/ui/loaded.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { axisTicks, type PushBar, type PushChart, type PushRange } from "#lib/logpush/pushes/chart-view.ts";
import { hatched } from "./hatch.ts";
import { tickText } from "./tick-text.ts";

const ChartTip = loaded(async () => (await import("./chart-tip.tsx")).ChartTip, { ssr: false, loading: () => null });

/** How a job's deliveries ended over time. The numbers of one bar show under the pointer, and by the arrow keys. */
export function DeliveryChart({ chart, nowMs }: { chart: PushChart; nowMs: number }) {
  const [active, setActive] = useState<number | null>(null);
  const tipId = useId();
  const { bars, knownUntil } = chart;
  const ticks = axisTicks(Math.max(...bars.map(sumOf)));
  const top = ticks.at(-1) ?? 1;
  const bar = active === null ? undefined : bars[active];

  function point(event: PointerEvent<HTMLDivElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - left) / width) * bars.length);
    setActive(Math.min(bars.length - 1, Math.max(0, at)));
  }

  function move(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") setActive(null);
    if (step === undefined) return;
    event.preventDefault();
    setActive((at) => Math.min(bars.length - 1, Math.max(0, (at ?? bars.length) + step)));
  }

  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 pt-1 text-[11px] text-faint leading-4 tabular-nums">
      <div aria-hidden className="relative h-36 min-w-6">
        {ticks.map((tick) => (
          <span key={tick} className="absolute right-0 translate-y-1/2" style={{ bottom: `${(tick / top) * 100}%` }}>
            {formatCount(tick)}
          </span>
        ))}
        <span className="invisible">{formatCount(top)}</span>
      </div>
      <div
        role="img"
        aria-label={labelOf(chart)}
        aria-describedby={bar ? tipId : undefined}
        tabIndex={0}
        onPointerMove={point}
        onPointerLeave={() => setActive(null)}
        onKeyDown={move}
        onBlur={() => setActive(null)}
        className="relative h-36 touch-pan-y"
      >
        {ticks.map((tick) => (
          <span
            key={tick}
            className={`absolute inset-x-0 border-t ${tick === 0 ? "border-line-strong" : "border-line-soft"}`}
            style={{ bottom: `${(tick / top) * 100}%` }}
          />
        ))}
        <div className="absolute inset-0 grid gap-[2px] sm:gap-1" style={equalColumns(bars.length)}>
          {bars.map((each, at) => (
            <Bar key={each.start} bar={each} top={top} isActive={at === active} />
          ))}
        </div>
        {bar && active !== null ? (
          <ChartTip id={tipId} {...{ bar, nowMs, knownUntil }} place={(active + 0.5) / bars.length} />
        ) : null}
      </div>
      <TimeAxis chart={chart} />
    </div>
  );
}

/** Apart from the bars, because only its texts change with the time zone. */
function TimeAxis({ chart: { bars, stepMs } }: { chart: PushChart }) {
  const isLocal = useHydrated();
  return (
    <div aria-hidden className="col-start-2 grid h-5 items-end" style={equalColumns(bars.length)}>
      {bars.map(({ start, isPartial }, at) => (
        <span key={start} className="flex min-w-0 justify-center overflow-visible whitespace-nowrap">
          {isPartial ? "Now" : tickText(start, at, { stepMs, count: bars.length, isLocal })}
        </span>
      ))}
    </div>
  );
}

function sumOf({ delivered, lost, retried }: PushBar): number {
  return delivered + lost + retried;
}

/** What is unknown is hatched; the bar that has not ended has a dashed outline. */
function Bar({ bar, top, isActive }: { bar: PushBar; top: number; isActive: boolean }) {
  if (!bar.isKnown) return <span className={`min-w-0 rounded-t-[2px] ${hatched}`} />;
  const outline = bar.isPartial ? "outline-1 -outline-offset-1 outline-dashed outline-line-strong" : "";
  const fill = bar.isPartial ? "opacity-60" : "";
  return (
    <span className={`relative flex min-w-0 flex-col justify-end ${isActive ? "bg-hover" : ""}`}>
      <span
        className={`flex min-h-0 flex-col justify-end gap-px overflow-hidden rounded-t-[2px] ${outline}`}
        style={{ height: `${(sumOf(bar) / top) * 100}%` }}
      >
        <Part count={bar.lost} className={`bg-bar-fail ${fill}`} />
        <Part count={bar.retried} className={`bg-bar-fail/40 ${fill}`} />
        <Part count={bar.delivered} className={`bg-bar ${fill}`} />
      </span>
    </span>
  );
}

/** A single failure among thousands must still be seen. */
function Part({ count, className }: { count: number; className: string }) {
  return count === 0 ? null : <span className={`min-h-[3px] ${className}`} style={{ flexGrow: count, flexBasis: 0 }} />;
}

const rangeWords = {
  ...{ "1h": "the last hour", "24h": "the last 24 hours", "7d": "the last 7 days", "30d": "the last 30 days" },
  ...{ "365d": "the last 365 days", custom: "the chosen time" },
} satisfies Record<PushRange, string>;

function labelOf({ range, totals, bars }: PushChart): string {
  const { delivered, lost, retried } = totals;
  if (!bars.some(({ isKnown }) => isKnown)) return `Batches in ${rangeWords[range]}: not known yet`;
  return `Batches in ${rangeWords[range]}: ${formatCount(delivered)} delivered, ${formatCount(lost)} failed, ${formatCount(retried)} retried`;
}
