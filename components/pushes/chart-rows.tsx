"use client";

import { useHydrated } from "#components/ui/use-hydrated.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { PushChart } from "#lib/logpush/pushes/chart-view.ts";
import { barTime } from "./bar-time.ts";

/** Each bar of a chart as a row, the newest first. */
export function ChartRows({ chart: { bars, knownUntil }, nowMs }: { chart: PushChart; nowMs: number }) {
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
          {bars.toReversed().map(({ start, end, delivered, lost, retried, isKnown }) => (
            <tr key={start} className="border-line-soft border-t">
              <th scope="row" className="py-1 font-normal">
                {barTime({ start, end }, { nowMs, isLocal })}
              </th>
              {isKnown ? (
                [delivered, lost, retried].map((count, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed.
                  <td key={at} className={`py-1 text-right ${at === 1 && count > 0 ? "text-danger" : ""}`}>
                    {formatCount(count)}
                  </td>
                ))
              ) : (
                <td colSpan={3} className="py-1 text-right text-muted">
                  {start < knownUntil ? "not known" : "not known yet"}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
