import { Badge } from "#components/ui/badge.tsx";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import { formatBytes } from "#lib/logpush/job/format-bytes.ts";
import type { JobArrival } from "#lib/logpush/job/job-page.ts";
import { Card } from "../card.tsx";
import { cell, numberCell, Table } from "./table.tsx";

/** On the emulator: each request of the job that reached the test receiver. */
export function ArrivalList({ arrivals }: { arrivals: JobArrival[] }) {
  return (
    <Card
      title="Requests at the test receiver"
      isFlat={arrivals.length > 0}
      action={
        <Link href="/receiver" className={buttonStyle({ variant: "quiet", size: "small" })}>
          Open test receiver
        </Link>
      }
    >
      {arrivals.length === 0 ? (
        <p className="px-4 py-3 text-muted">None. Only jobs that push to the test receiver’s host names show here.</p>
      ) : (
        <Table
          label="Requests at the test receiver"
          columns={[
            { name: "Received" },
            { name: "Response" },
            { name: "Records", isNumber: true },
            { name: "Size", isNumber: true },
          ]}
        >
          {arrivals.map(({ id, receivedAt, status, records, compressedBytes }) => (
            <tr key={id}>
              <td className={`${cell} whitespace-nowrap`}>
                <LocalTime iso={receivedAt} format="full" />
              </td>
              <td className={cell}>
                <Badge tone={status >= 200 && status < 300 ? "ok" : "danger"}>{status || "No response"}</Badge>
              </td>
              <td className={numberCell}>{formatCount(records)}</td>
              <td className={`${numberCell} text-muted`}>{formatBytes(compressedBytes)} gzip</td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}
