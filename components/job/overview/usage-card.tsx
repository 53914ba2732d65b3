import { Link } from "#components/ui/link.tsx";
import { countText, volumeText } from "#components/usage/format.ts";
import { formatDollars } from "#lib/logpush/batching/quantity.ts";
import type { JobUsage, Saving } from "#lib/logpush/usage/job-usage.ts";
import { Card } from "../card.tsx";

/** What the job delivers this month, what that costs, and what its filter and sampling save. */
export function UsageCard({ usage }: { usage: JobUsage }) {
  const { name, bytes, records, dollars, isEstimate, forecast, savings } = usage;
  const about = isEstimate ? "≈ " : "";
  return (
    <Card
      title="Usage"
      note={`${name} so far`}
      action={
        <Link href="/usage" className="text-accent text-xs hover:underline">
          All jobs
        </Link>
      }
    >
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-2 gap-y-1.5 px-4 py-2.5">
        <dt className="text-muted">Volume</dt>
        <dd>
          {bytes === null ? "Not known" : `${about}${volumeText(bytes)}`}
          {records === null ? null : <span className="text-muted"> · {`${about}${countText(records)}`} records</span>}
        </dd>
        <dt className="text-muted">Cost</dt>
        <dd>{bytes === null ? "Not known" : `${about}${formatDollars(dollars)}`}</dd>
        <dt className="text-muted">Forecast</dt>
        <dd>
          {forecast ? (
            <>
              {formatDollars(forecast.dollars)}
              <span className="text-muted">
                {" "}
                · {volumeText(forecast.bytes)} ({volumeText(forecast.low)}–{volumeText(forecast.high)})
              </span>
            </>
          ) : (
            <span className="text-muted">After a day of deliveries</span>
          )}
        </dd>
        {savings.map((saving) => (
          <SavingRow key={saving.what} saving={saving} />
        ))}
      </dl>
    </Card>
  );
}

function SavingRow({ saving: { what, keptShare, bytes, dollars, comparedWith } }: { saving: Saving }) {
  const percent = Number((keptShare * 100).toPrecision(2));
  return (
    <>
      <dt className="text-muted">{what === "filter" ? "Filter" : "Sampling"}</dt>
      <dd>
        saves ≈ {dollars > 0 ? `${formatDollars(dollars)}, ` : ""}
        {volumeText(bytes)} a month
        <span className="block text-muted text-xs">
          Keeps {percent} % of records{comparedWith === "" ? "" : `, compared with ${comparedWith}`}
          {dollars > 0 ? "" : ". Within what is included"}
        </span>
      </dd>
    </>
  );
}
