"use client";

import { useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { loaded } from "#components/ui/loaded.tsx";
import { SegmentedChoice } from "#components/ui/segmented-choice.tsx";
import { formatBytes } from "#lib/logpush/job/format-bytes.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { type PushChart, type PushRange, pushRanges } from "#lib/logpush/pushes/chart-view.ts";
import type { Result } from "#lib/logpush/result.ts";
import { ChartTable } from "./chart-table.tsx";
import { DeliveryChart } from "./delivery-chart.tsx";

/** With a stand-in, or the whole page would wait for it. */
const ErrorCallout = loaded(async () => (await import("#components/ui/error-callout.tsx")).ErrorCallout, {
  loading: () => null,
});

type DeliveryHistoryProps = {
  jobRef: JobRef;
  charts: Record<"24h" | "7d", PushChart>;
  nowMs: number;
  readPushes: typeof import("#app/actions/jobs.ts").readPushes;
};

const labels = { "1h": "1 h", "24h": "24 h", "7d": "7 d" } satisfies Record<PushRange, string>;
const units = { "1h": "batches per 5 minutes", "24h": "batches per hour", "7d": "batches per 6 hours" };

/** The chart of a job's deliveries. A day and a week come with the page; the last hour is asked for when it is chosen. */
export function DeliveryHistory({ jobRef, charts, nowMs, readPushes }: DeliveryHistoryProps) {
  const [range, setRange] = useState<PushRange>("24h");
  const [hour, setHour] = useState<Result<PushChart> | null>(null);
  const shown = range === "1h" ? (hour?.ok ? hour.value : null) : charts[range];

  async function choose(chosen: PushRange) {
    setRange(chosen);
    if (chosen !== "1h") return;
    setHour(null);
    setHour(await callAction(() => readPushes(jobRef)));
  }

  return (
    <section aria-label="Deliveries" className="min-w-0 rounded-card border border-line bg-raised">
      <div className="flex min-h-11 flex-wrap items-center gap-x-2 px-4 pt-1.5">
        <h2 className="font-semibold">Deliveries</h2>
        <span className="text-faint text-xs">{units[range]}</span>
        <div className="ml-auto">
          <SegmentedChoice
            label="Range"
            options={pushRanges}
            labelOf={(each) => labels[each]}
            value={range}
            onChoose={(chosen) => void choose(chosen)}
            size="small"
          />
        </div>
      </div>
      <div className="px-4 pb-3" aria-busy={shown === null && hour === null}>
        {shown ? (
          <>
            <Totals chart={shown} />
            <DeliveryChart chart={shown} nowMs={nowMs} />
            <ChartTable chart={shown} nowMs={nowMs} />
          </>
        ) : hour && !hour.ok ? (
          <div className="min-h-52">
            <ErrorCallout error={hour.error} />
          </div>
        ) : (
          <p role="status" className="min-h-52 text-muted">
            Reading the last hour from Cloudflare…
          </p>
        )}
      </div>
    </section>
  );
}

function Totals({ chart: { totals } }: { chart: PushChart }) {
  return (
    <p className="mb-2 flex min-h-6 flex-wrap items-center gap-x-4 text-xs">
      <Total className="bg-bar" name="Delivered" value={totals.delivered} />
      <Total className="bg-bar-fail" name="Failed" value={totals.lost} />
      {totals.retried > 0 ? <Total className="bg-bar-fail/40" name="Retried" value={totals.retried} /> : null}
      {totals.bytes === null ? null : <span className="text-muted">{formatBytes(totals.bytes)} uncompressed</span>}
    </p>
  );
}

function Total({ className, name, value }: { className: string; name: string; value: number }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className={`size-2 rounded-[2px] ${className}`} />
      {name} <b className="font-semibold">{value.toLocaleString("en")}</b>
    </span>
  );
}
