import { Badge } from "#components/ui/badge.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { personOf } from "#lib/logpush/activity/activity-words.ts";
import type { KeptTest } from "#lib/logpush/delivery/kept-test.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { Card } from "../card.tsx";
import { cell, numberCell, Table } from "./table.tsx";

/** The last tests of the saved job that were sent from here. */
export function TestList({ tests }: { tests: KeptTest[] }) {
  return (
    <Card title="Test deliveries" note={tests.length > 0 ? "sent by Headgate" : undefined} isFlat={tests.length > 0}>
      {tests.length === 0 ? (
        <p className="px-4 py-3 text-muted">
          No tests yet. “Send test” posts Cloudflare’s test object to the endpoint.
        </p>
      ) : (
        <Table
          label="Test deliveries"
          columns={[
            { name: "Sent" },
            { name: "Result" },
            { name: "Time", isNumber: true },
            { name: "Content" },
            { name: "By" },
          ]}
        >
          {tests.map(({ id, at, status, outcome, message, ms, kind, records, actor }) => (
            <tr key={id}>
              <td className={`${cell} whitespace-nowrap`}>
                <LocalTime iso={at} />
              </td>
              <td className={`${cell} min-w-52`}>
                <Badge tone={outcome === "pass" ? "ok" : outcome === "warn" ? "warn" : "danger"}>
                  {status ?? "No response"}
                </Badge>
                <span className="ml-2 text-muted text-xs">{message}</span>
              </td>
              <td className={numberCell}>{formatCount(ms)} ms</td>
              <td className={`${cell} whitespace-nowrap text-muted`}>
                {kind === "probe" ? "Test object" : `${formatCount(records)} records`}
              </td>
              <td className={`${cell} whitespace-nowrap text-muted`}>
                <bdi>{personOf(actor).name}</bdi>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}
