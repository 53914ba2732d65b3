import type { Route } from "next";
import { jobHref } from "#components/job-list/job-label.ts";
import { Link } from "#components/ui/link.tsx";
import {
  cellRole,
  columnHeaderRole,
  rowGroupRole,
  rowHeaderRole,
  rowRole,
  tableRole,
} from "#components/ui/table-roles.ts";
import { budgetText } from "#components/uptime/objective-line.tsx";
import { isBelow, periodNames, shareUnknown, UptimeShare } from "#components/uptime/uptime-tiles.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import { budgetOf, unknownShare, uptimeDays } from "#lib/logpush/uptime/uptime.ts";
import { type UptimeGroup, type UptimePage, type UptimeView, uptimeHref } from "#lib/logpush/uptime/uptime-view.ts";
import { frame, head, headRow, mainNumber, nameCell, number, row as stackedRow } from "../stacked-table.ts";

const firstColumn = { zone: "Zone or account", dataset: "Dataset", job: "Job" };

type UptimeTableProps = { view: UptimeView; page: Pick<UptimePage, "rows"> };

/** A row per zone, dataset or job; those with the lowest uptime of the chosen period first. */
export function UptimeTable({ view, page: { rows } }: UptimeTableProps) {
  return (
    <section aria-label="Uptime table" tabIndex={0} className={frame}>
      <table aria-label="Uptime" className="w-full text-left max-sm:block" {...tableRole}>
        <thead className="max-sm:sr-only" {...rowGroupRole}>
          <tr className={headRow} {...rowRole}>
            <th scope="col" className={head} {...columnHeaderRole}>
              {firstColumn[view.by]}
            </th>
            {uptimeDays.map((days) => (
              <th
                key={days}
                scope="col"
                aria-sort={days === view.days ? "ascending" : undefined}
                className={`${head} text-right ${days === view.days ? "text-fg" : "max-sm:hidden"}`}
                {...columnHeaderRole}
              >
                {periodNames[days]}
              </th>
            ))}
            <th scope="col" className={`${head} text-right`} {...columnHeaderRole}>
              {view.by === "job" ? "Failed" : "Failed job hours"}
            </th>
            <th scope="col" className={`${head} text-right`} {...columnHeaderRole}>
              Lost batches
            </th>
            <th scope="col" className={`${head} text-right`} {...columnHeaderRole}>
              Not known
            </th>
            {view.by === "job" ? (
              <th scope="col" className={`${head} text-right`} {...columnHeaderRole}>
                Objective
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody className="max-sm:block" {...rowGroupRole}>
          {rows.map((row) => (
            <Row key={row.key} row={row} view={view} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row, view }: { row: UptimeGroup; view: UptimeView }) {
  const { periods, objective } = row;
  const period = periods[view.days];
  const unknown = unknownShare(period);
  const budget = objective && budgetOf(periods[objective.days], objective);
  return (
    <tr className={stackedRow} {...rowRole}>
      <th scope="row" className={nameCell} {...rowHeaderRole}>
        <Name row={row} view={view} />
      </th>
      {uptimeDays.map((days) => (
        <td key={days} className={`${mainNumber} ${days === view.days ? "" : "max-sm:hidden"}`} {...cellRole}>
          <UptimeShare count={periods[days]} isMissed={objective?.days === days && isBelow(periods[days], objective)} />
        </td>
      ))}
      <td {...cellRole} className={number} data-word="failed">
        {period.failed > 0 ? `${formatCount(period.failed)} h` : ""}
      </td>
      <td {...cellRole} className={number} data-word="lost">
        {period.lost > 0 ? formatCount(period.lost) : ""}
      </td>
      <td {...cellRole} className={`${number} text-muted`} data-word="not known">
        {unknown > 0 ? shareUnknown(unknown).replace(" not known", "") : ""}
      </td>
      {view.by === "job" ? (
        <td {...cellRole} className={`${number} max-sm:col-span-3 max-sm:text-left!`} data-word="">
          {objective ? (
            <>
              {objective.target / 1000}%{" "}
              <span className={budget && budget.left < 0 ? "text-danger" : "text-muted"}>
                {budget ? budgetText(budget) : "not known yet"}
              </span>
            </>
          ) : null}
        </td>
      ) : null}
    </tr>
  );
}

function Name({ row: { key, name, job, jobs }, view }: { row: UptimeGroup; view: UptimeView }) {
  const rest = { days: view.days, by: "job", page: 1 } as const;
  const href = job
    ? jobHref(job.ref)
    : uptimeHref(
        view.by === "zone" ? { ...rest, zone: key, dataset: view.dataset } : { ...rest, dataset: key, zone: view.zone },
      );
  return (
    <>
      <Link href={href as Route} className="font-medium hover:underline max-sm:block max-sm:truncate" title={name}>
        <bdi>{name}</bdi>
      </Link>{" "}
      <span className="text-muted text-xs max-sm:block max-sm:truncate sm:ml-2">
        {job ? `${job.dataset}, ${job.zone}` : `${formatCount(jobs)} ${jobs === 1 ? "job" : "jobs"}`}
      </span>
    </>
  );
}
