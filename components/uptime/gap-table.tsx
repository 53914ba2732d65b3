import { cell, numberCell, Table } from "#components/job/deliveries/table.tsx";
import { duration } from "#components/job/duration.ts";
import { LocalTime } from "#components/ui/local-time.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { Gap, GapKind } from "#lib/logpush/uptime/gaps.ts";

const words = {
  failed: "Failed",
  "no-data": "No data",
  disabled: "Disabled",
  unknown: "Not known",
} satisfies Record<GapKind, string>;

/** Times without deliveries, with what is known to be lost in them. */
export function GapTable({ label, gaps }: { label: string; gaps: readonly Gap[] }) {
  return (
    <Table
      label={label}
      columns={[{ name: "Start" }, { name: "Length", isNumber: true }, { name: "State" }, { name: "Lost" }]}
    >
      {gaps.map((gap) => (
        <tr key={gap.from}>
          <td className={`${cell} whitespace-nowrap`}>
            <LocalTime iso={new Date(gap.from).toISOString()} />
          </td>
          <td className={numberCell}>{duration(gap.to - gap.from)}</td>
          <td className={cell}>
            <span className={gap.kind === "failed" ? "font-medium text-danger" : ""}>{words[gap.kind]}</span>
            {gap.isOpen ? <span className="text-muted text-xs">, until now</span> : null}
          </td>
          <td className={`${cell} text-muted`}>{lostText(gap)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** "3 batches, 60 records". What is lost while a job is disabled, or of times that nobody knows, is not counted. */
function lostText({ kind, lostBatches, lostLines }: Gap): string {
  if (lostBatches === 0) return kind === "no-data" ? "" : "not known";
  const batches = `${formatCount(lostBatches)} ${lostBatches === 1 ? "batch" : "batches"}`;
  if (lostLines === null) return batches;
  return `${batches}, ${formatCount(lostLines)} ${lostLines === 1 ? "record" : "records"}`;
}
