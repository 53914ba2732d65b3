import type { PushHour } from "#lib/logpush/pushes/summarize-pushes.ts";

/** One bar for each hour, failures on top of deliveries; the same as a table for who cannot see it, or wants numbers. */
export function HourBars({ hours }: { hours: PushHour[] }) {
  const most = Math.max(1, ...hours.map(({ delivered, failed }) => delivered + failed));
  const [first, last] = [hours[0], hours.at(-1)];
  return (
    <div>
      <div aria-hidden className="flex h-24 items-end gap-px border-line-strong border-b sm:gap-0.5">
        {hours.map((hour) => (
          <div
            key={hour.hour}
            title={`${timeOf(hour.hour)}: ${hour.delivered} delivered, ${hour.failed} failed`}
            className="flex h-full min-w-0 flex-1 flex-col justify-end"
          >
            <Part count={hour.failed} most={most} className="bg-danger" />
            <Part count={hour.delivered} most={most} className="bg-ok/70" />
          </div>
        ))}
      </div>
      <div aria-hidden className="mt-1 flex justify-between text-muted text-xs tabular-nums">
        <span>{first ? timeOf(first.hour) : ""}</span>
        <span>{last ? timeOf(last.hour) : ""}</span>
      </div>
      <details className="mt-1 text-xs">
        <summary className="w-fit py-1 text-muted hover:text-fg">Hour by hour</summary>
        <section aria-label="Pushes by hour" tabIndex={0} className="max-h-64 overflow-y-auto">
          <table className="w-full max-w-md text-left tabular-nums">
            <thead className="text-muted">
              <tr>
                <th scope="col" className="py-1 font-medium">
                  Hour
                </th>
                <th scope="col" className="py-1 text-right font-medium">
                  Delivered
                </th>
                <th scope="col" className="py-1 text-right font-medium">
                  Failed
                </th>
              </tr>
            </thead>
            <tbody>
              {hours.toReversed().map(({ hour, delivered, failed }) => (
                <tr key={hour} className="border-line border-t">
                  <th scope="row" className="py-1 font-normal">
                    {timeOf(hour)}
                  </th>
                  <td className="py-1 text-right">{delivered}</td>
                  <td className={`py-1 text-right ${failed > 0 ? "font-medium text-danger" : ""}`}>{failed}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </div>
  );
}

/** A single failure among thousands must still be seen. */
function Part({ count, most, className }: { count: number; most: number; className: string }) {
  if (count === 0) return null;
  return <div className={className} style={{ height: `max(3px, ${(count / most) * 100}%)` }} />;
}

function timeOf(hour: string): string {
  return `${hour.slice(5, 10)} ${hour.slice(11, 16)}`;
}
