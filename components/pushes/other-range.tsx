"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { fetchResult } from "#components/ui/fetch-result.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import type { PushChart, PushRange } from "#lib/logpush/pushes/chart-view.ts";
import type { Result } from "#lib/logpush/result.ts";
import { ChartBody } from "./chart-body.tsx";
import { CustomRange } from "./custom-range.tsx";

type OtherRangeProps = {
  jobRef: JobRef;
  range: PushRange;
  nowMs: number;
  readPushes: typeof import("#app/actions/jobs.ts").readPushes;
};

/** Deliveries that did not come with the page. The last hour is read from Cloudflare, all else from the store. */
export function OtherRange({ jobRef, range, nowMs, readPushes }: OtherRangeProps) {
  const [query, setQuery] = useState(range === "custom" ? null : `range=${range}`);
  const [chart, setChart] = useState<Result<PushChart> | null>(null);
  const key = jobKey(jobRef);

  const read = useEffectEvent((asked: string) =>
    callAction(() =>
      asked === "range=1h" ? readPushes(jobRef) : fetchResult<PushChart>(`/jobs/chart?job=${key}&${asked}`),
    ),
  );

  // An answer that comes after another was asked for is dropped.
  useEffect(() => {
    if (query === null) return;
    let isWanted = true;
    setChart(null);
    void read(query).then((result) => isWanted && setChart(result));
    return () => {
      isWanted = false;
    };
  }, [query]);

  return (
    <div aria-busy={query !== null && chart === null}>
      {range === "custom" ? (
        <CustomRange nowMs={nowMs} onChoose={({ from, to }) => setQuery(`from=${from}&to=${to}`)} />
      ) : null}
      {chart?.ok ? (
        <ChartBody chart={chart.value} nowMs={nowMs} />
      ) : (
        <div className="min-h-52">
          {chart ? <ErrorCallout error={chart.error} /> : null}
          {chart || query === null ? null : (
            <p role="status" className="text-muted">
              {range === "1h" ? "Reading the last hour from Cloudflare…" : "Reading…"}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
