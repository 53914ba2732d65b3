"use client";

import { loaded } from "#components/ui/loaded.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { useOpened } from "#components/ui/use-opened.ts";
import type { PushChart } from "#lib/logpush/pushes/chart-view.ts";
import { hatched } from "./hatch.ts";

const ChartRows = loaded(async () => (await import("./chart-rows.tsx")).ChartRows, {
  loading: () => <p className="h-64">Loading…</p>,
});

/** The same numbers as a table, and since when they are known. */
export function ChartTable({ chart, nowMs }: { chart: PushChart; nowMs: number }) {
  const { isOpened, details } = useOpened();
  const { knownSince } = chart;
  return (
    <div className="mt-1 flex flex-wrap items-start gap-x-4 text-muted text-xs">
      <details className="min-w-0 open:basis-full" {...details}>
        <summary className="flex h-6 w-fit items-center hover:text-fg">Show as table</summary>
        {isOpened ? <ChartRows chart={chart} nowMs={nowMs} /> : null}
      </details>
      {knownSince === null ? null : (
        <span className="ml-auto flex h-6 items-center gap-1.5">
          <span aria-hidden className={`size-2.5 rounded-[2px] ${hatched}`} />
          <span>
            Not known before <LocalTime iso={new Date(knownSince).toISOString()} />
          </span>
        </span>
      )}
    </div>
  );
}
