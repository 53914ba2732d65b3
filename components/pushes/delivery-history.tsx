"use client";

import { useState } from "react";
import { loaded } from "#components/ui/loaded.tsx";
import { SegmentedChoice } from "#components/ui/segmented-choice.tsx";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { type PushChart, type PushRange, pushRanges } from "#lib/logpush/pushes/chart-view.ts";
import { ChartBody } from "./chart-body.tsx";

/** With a stand-in, or the whole page would wait for it. */
const OtherRange = loaded(async () => (await import("./other-range.tsx")).OtherRange, {
  ssr: false,
  loading: () => <p className="min-h-52" />,
});

type DeliveryHistoryProps = {
  jobRef: JobRef;
  /** Of the last day. */
  chart: PushChart;
  nowMs: number;
  readPushes: typeof import("#app/actions/jobs.ts").readPushes;
};

const labels = {
  ...{ "1h": "1 h", "24h": "24 h", "7d": "7 d", "30d": "30 d", "365d": "365 d", custom: "Custom" },
} satisfies Record<PushRange, string>;

/** The chart of a job's deliveries. A day comes with the page; other times are asked for when they are chosen. */
export function DeliveryHistory({ jobRef, chart, nowMs, readPushes }: DeliveryHistoryProps) {
  const [range, setRange] = useState<PushRange>("24h");
  return (
    <section aria-label="Deliveries" className="min-w-0 rounded-card border border-line bg-raised">
      <div className="flex min-h-11 flex-wrap items-center gap-x-2 px-4 pt-1.5 max-sm:pt-2.5 max-sm:[&_[role=radiogroup]>label]:flex-1 max-sm:[&_[role=radiogroup]>label]:justify-center max-sm:[&_[role=radiogroup]>label]:px-1">
        <h2 className="font-semibold">Deliveries</h2>
        <div className="max-w-full overflow-x-auto max-sm:mb-2 max-sm:basis-full sm:ml-auto">
          <SegmentedChoice
            label="Range"
            options={pushRanges}
            labelOf={(each) => labels[each]}
            value={range}
            onChoose={setRange}
            size="small"
          />
        </div>
      </div>
      <div className="px-4 pb-3">
        {range === "24h" ? (
          <ChartBody chart={chart} nowMs={nowMs} />
        ) : (
          <OtherRange key={range} {...{ jobRef, range, nowMs, readPushes }} />
        )}
      </div>
    </section>
  );
}
