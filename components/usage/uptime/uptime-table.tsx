import type { Route } from "next";
import { jobHref } from "#components/job-list/job-label.ts";
import { Link } from "#components/ui/link.tsx";
import { budgetText } from "#components/uptime/objective-line.tsx";
import { isBelow, periodNames, shareUnknown, UptimeShare } from "#components/uptime/uptime-tiles.tsx";
import { budgetOf, unknownShare, uptimeDays } from "#lib/logpush/uptime/uptime.ts";
import { type UptimeGroup, type UptimePage, type UptimeView, uptimeHref } from "#lib/logpush/uptime/uptime-view.ts";

const head = "whitespace-nowrap border-line border-b px-3 py-2 font-medium text-muted text-xs";
const cell = "border-line-soft border-b px-3 py-2 align-top";
const firstColumn = { zone: "Zone or account", dataset: "Dataset", job: "Job" };

type UptimeTableProps = { view: UptimeView; page: Pick<UptimePage, "rows"> };

/** A row per zone, dataset or job; those with the lowest uptime of the chosen period first. */
export function UptimeTable({ view, page: { rows } }: UptimeTableProps) {
  return (
    <section
      aria-label="Uptime table"
      tabIndex={0}
      className="overflow-x-auto rounded-card border border-line bg-raised"
    >
      <table aria-label="Uptime" className="w-full text-left tabular-nums">
        <thead>
          <tr>
            <th scope="col" className={head}>
              {firstColumn[view.by]}
            </th>
            {uptimeDays.map((days) => (
              <th
                key={days}
                scope="col"
                aria-sort={days === view.days ? "ascending" : undefined}
                className={`${head} text-right ${days === view.days ? "text-fg" : "max-sm:hidden"}`}
              >
                {periodNames[days]}
              </th>
            ))}
            <th scope="col" className={`${head} text-right`}>
              {view.by === "job" ? "Failed" : "Failed job hours"}
            </th>
            <th scope="col" className={`${head} text-right`}>
              Lost batches
            </th>
            <th scope="col" className={`${head} text-right`}>
              Not known
            </th>
            {view.by === "job" ? (
              <th scope="col" className={head}>
                Objective
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
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
    <tr className="hover:bg-hover">
      <th scope="row" className={`${cell} max-w-[45vw] font-normal sm:max-w-80`}>
        <Name row={row} view={view} />
      </th>
      {uptimeDays.map((days) => (
        <td key={days} className={`${cell} text-right ${days === view.days ? "" : "max-sm:hidden"}`}>
          <UptimeShare count={periods[days]} isMissed={objective?.days === days && isBelow(periods[days], objective)} />
        </td>
      ))}
      <td className={`${cell} whitespace-nowrap text-right`}>
        {period.failed > 0 ? `${period.failed.toLocaleString("en")} h` : ""}
      </td>
      <td className={`${cell} text-right`}>{period.lost > 0 ? period.lost.toLocaleString("en") : ""}</td>
      <td className={`${cell} whitespace-nowrap text-right text-muted`}>
        {unknown > 0 ? shareUnknown(unknown).replace(" not known", "") : ""}
      </td>
      {view.by === "job" ? (
        <td className={`${cell} whitespace-nowrap`}>
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
      <Link href={href as Route} className="block truncate font-medium hover:underline" title={name}>
        {name}
      </Link>
      <span className="block truncate text-muted text-xs">
        {job ? `${job.dataset}, ${job.zone}` : `${jobs.toLocaleString("en")} ${jobs === 1 ? "job" : "jobs"}`}
      </span>
    </>
  );
}
