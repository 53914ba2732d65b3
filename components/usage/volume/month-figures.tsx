import type { ReactNode } from "react";
import { formatDollars } from "#lib/logpush/batching/quantity.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { UsageMonth } from "#lib/logpush/usage/usage-view.ts";
import { countText, volumeText } from "../format.ts";
import { Figure } from "./figure.tsx";

/** The month in four numbers: what was delivered, what it costs, and where it ends. */
export function MonthFigures({ month, budget }: { month: UsageMonth; budget: ReactNode }) {
  const { bytes, records, dollars, jobs, forecast, before, name } = month;
  const [monthWord = name] = name.split(" ");
  return (
    <dl className="mb-5 grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Figure name="Delivered so far" value={volumeText(bytes ?? 0)}>
        {countText(records ?? 0)} records, {formatCount(jobs)} {jobs === 1 ? "job" : "jobs"}
      </Figure>
      <Figure name="Cost so far" value={formatDollars(dollars)}>
        {before ? `${before.name}: ${formatDollars(before.dollars)}, ${volumeText(before.bytes)}` : "At public prices"}
      </Figure>
      <Figure name={`Forecast for ${monthWord}`} value={forecast ? formatDollars(forecast.expected.dollars) : "–"}>
        {forecast ? (
          <>
            {rangeText(forecast.low.dollars, forecast.high.dollars, formatDollars)},{" "}
            {volumeText(forecast.expected.bytes)}
          </>
        ) : (
          "After a day of deliveries"
        )}
      </Figure>
      {budget}
    </dl>
  );
}

/** "$754.61–$1,035.15", or one of them if they look the same. */
export function rangeText(low: number, high: number, format: (value: number) => string): string {
  return format(low) === format(high) ? format(low) : `${format(low)}–${format(high)}`;
}
