"use client";

import { useHydrated } from "#components/ui/use-hydrated.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { formatBytes } from "#lib/logpush/job/format-bytes.ts";
import type { PushBar } from "#lib/logpush/pushes/chart-view.ts";
import { barTime } from "./bar-time.ts";

type ChartTipProps = { id: string; bar: PushBar; nowMs: number; knownUntil: number; place: number };

/** The numbers of one bar. `place` is where it is, from 0 at the left to 1. */
export function ChartTip({ id, bar, nowMs, knownUntil, place }: ChartTipProps) {
  const isLocal = useHydrated();
  const side = place > 0.5 ? { right: `${(1 - place) * 100}%` } : { left: `${place * 100}%` };
  const causes = bar.statuses.slice(0, 3).map(([status]) => status);
  return (
    <div
      id={id}
      role="status"
      className="pointer-events-none absolute top-0 z-10 mx-3 grid min-w-40 gap-0.5 rounded-card bg-raised px-2.5 py-2 text-fg text-xs shadow-pop"
      style={side}
    >
      <span className="text-muted">{barTime(bar, { nowMs, isLocal })}</span>
      {bar.isKnown ? (
        <>
          <Line className="bg-bar" name="Delivered" value={formatCount(bar.delivered)} />
          {bar.lost > 0 ? (
            <Line className="bg-bar-fail" name={named("Failed", causes)} value={formatCount(bar.lost)} />
          ) : null}
          {bar.retried > 0 ? (
            <Line className="bg-bar-fail/40" name={named("Retried", causes)} value={formatCount(bar.retried)} />
          ) : null}
          {bar.bytes === null ? null : <Line name="Size" value={formatBytes(bar.bytes)} />}
        </>
      ) : (
        <span>{bar.start < knownUntil ? "Not known" : "Not known yet"}</span>
      )}
    </div>
  );
}

function named(word: string, statuses: number[]): string {
  return statuses.length === 0 ? word : `${word}, ${statuses.join(", ")}`;
}

function Line({ className = "", name, value }: { className?: string; name: string; value: string }) {
  return (
    <span className="flex items-center gap-2">
      <span className={`size-2 shrink-0 rounded-[2px] ${className}`} />
      {name}
      <b className="ml-auto pl-4 font-medium">{value}</b>
    </span>
  );
}
