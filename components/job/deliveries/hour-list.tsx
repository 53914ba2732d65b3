import { LocalTime } from "#components/ui/local-time.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import { formatBytes } from "#lib/logpush/job/format-bytes.ts";
import type { PushBar, PushChart } from "#lib/logpush/pushes/chart-view.ts";
import { Card } from "../card.tsx";
import { cell, numberCell, Table } from "./table.tsx";

/** The hours of the last day in which something was sent, and why what failed did. */
export function HourList({ chart: { bars, statuses } }: { chart: PushChart }) {
  const sent = bars.filter(({ delivered, lost, retried }) => delivered + lost + retried > 0).toReversed();
  const causeOf = new Map(statuses.map(({ status, cause }) => [status, cause]));
  const isKnown = bars.some((bar) => bar.isKnown);
  return (
    <Card title="Deliveries by hour" note="last 24 hours" isFlat={sent.length > 0}>
      {sent.length === 0 ? (
        <p className="px-4 py-3 text-muted">
          {isKnown ? "No deliveries in the last 24 hours." : "Not known yet: the analytics of this job were not read."}
        </p>
      ) : (
        <Table
          label="Deliveries by hour"
          columns={[
            { name: "Hour" },
            { name: "Delivered", isNumber: true },
            { name: "Failed", isNumber: true },
            { name: "Retried", isNumber: true },
            { name: "Size", isNumber: true },
            { name: "Failures" },
          ]}
        >
          {sent.map((bar) => (
            <tr key={bar.start}>
              <td className={`${cell} whitespace-nowrap`}>
                <LocalTime iso={new Date(bar.start).toISOString()} />
              </td>
              <td className={numberCell}>{formatCount(bar.delivered)}</td>
              <td className={`${numberCell} ${bar.lost > 0 ? "font-medium text-danger" : ""}`}>
                {formatCount(bar.lost)}
              </td>
              <td className={numberCell}>{formatCount(bar.retried)}</td>
              <td className={`${numberCell} text-muted`}>{bar.bytes === null ? "" : formatBytes(bar.bytes)}</td>
              <td className={`${cell} min-w-52`}>
                <Failures bar={bar} messageOf={(status) => causeOf.get(status)?.message} />
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}

function Failures({ bar, messageOf }: { bar: PushBar; messageOf: (status: number) => string | undefined }) {
  return bar.statuses.map(([status, count]) => (
    <span key={status} className="block text-xs leading-5">
      <span className="font-medium text-danger">{status}</span>{" "}
      <span className="text-muted">
        {formatCount(count)}× {messageOf(status)}
      </span>
    </span>
  ));
}
