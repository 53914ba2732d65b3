"use client";

import { LocalTime } from "#components/ui/local-time.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { useOpened } from "#components/ui/use-opened.ts";
import type { PushChart } from "#lib/logpush/pushes/chart-view.ts";
import { barTime } from "./bar-time.ts";
import { hatched } from "./hatch.ts";

/** The same numbers as a table, and since when they are known. */
export function ChartTable({ chart, nowMs }: { chart: PushChart; nowMs: number }) {
  const { isOpened, details } = useOpened();
  const { knownSince } = chart;
  return (
    <div className="mt-1 flex flex-wrap items-start gap-x-4 text-muted text-xs">
      <details className="min-w-0 open:basis-full" {...details}>
        <summary className="flex h-6 w-fit items-center hover:text-fg">Show as table</summary>
        {isOpened ? <Rows chart={chart} nowMs={nowMs} /> : null}
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

function Rows({ chart: { bars, stepMs }, nowMs }: { chart: PushChart; nowMs: number }) {
  const isLocal = useHydrated();
  return (
    <section aria-label="Deliveries as a table" tabIndex={0} className="mt-1 max-h-64 overflow-y-auto">
      <table className="w-full text-left tabular-nums">
        <thead>
          <tr>
            {["Time", "Delivered", "Failed", "Retried"].map((name, at) => (
              <th key={name} scope="col" className={`py-1 font-medium ${at > 0 ? "text-right" : ""}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="text-fg">
          {bars.toReversed().map(({ start, delivered, lost, retried, isKnown }) => (
            <tr key={start} className="border-line-soft border-t">
              <th scope="row" className="py-1 font-normal">
                {barTime(start, stepMs, { nowMs, isLocal })}
              </th>
              {isKnown ? (
                [delivered, lost, retried].map((count, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed.
                  <td key={at} className={`py-1 text-right ${at === 1 && count > 0 ? "text-danger" : ""}`}>
                    {count.toLocaleString("en")}
                  </td>
                ))
              ) : (
                <td colSpan={3} className="py-1 text-right text-muted">
                  not known
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
