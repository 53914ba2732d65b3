import { formatCount } from "#lib/logpush/format-count.ts";
import { formatBytes } from "#lib/logpush/job/format-bytes.ts";
import type { PushChart } from "#lib/logpush/pushes/chart-view.ts";
import { ChartTable } from "./chart-table.tsx";
import { DeliveryChart } from "./delivery-chart.tsx";
import { barUnit } from "./tick-text.ts";

/** A chart with its totals above and its table below. */
export function ChartBody({ chart, nowMs }: { chart: PushChart; nowMs: number }) {
  return (
    <>
      <Totals chart={chart} />
      <DeliveryChart chart={chart} nowMs={nowMs} />
      <ChartTable chart={chart} nowMs={nowMs} />
    </>
  );
}

function Totals({ chart: { totals, bars, stepMs } }: { chart: PushChart }) {
  const isKnown = bars.some((bar) => bar.isKnown);
  return (
    <p className="mb-2 flex min-h-6 flex-wrap items-center gap-x-4 gap-y-1 text-xs">
      {isKnown ? (
        <>
          <Total className="bg-bar" name="Delivered" value={totals.delivered} />
          <Total className="bg-bar-fail" name="Failed" value={totals.lost} />
          {totals.retried > 0 ? <Total className="bg-bar-fail/40" name="Retried" value={totals.retried} /> : null}
          {totals.bytes === null ? null : <span className="text-muted">{formatBytes(totals.bytes)} uncompressed</span>}
        </>
      ) : (
        <span className="text-muted">Not known yet</span>
      )}
      <span className="ml-auto text-faint">{barUnit(stepMs)}</span>
    </p>
  );
}

function Total({ className, name, value }: { className: string; name: string; value: number }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className={`size-2 rounded-[2px] ${className}`} />
      {name} <b className="font-semibold">{formatCount(value)}</b>
    </span>
  );
}
