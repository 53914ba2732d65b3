import type { Route } from "next";
import { rowHref } from "#components/job-list/job-label.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import {
  cellRole,
  columnHeaderRole,
  rowGroupRole,
  rowHeaderRole,
  rowRole,
  tableRole,
} from "#components/ui/table-roles.ts";
import { formatDollars } from "#lib/logpush/batching/quantity.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import {
  isUsuallyDescending,
  type UsageQuery,
  type UsageSort,
  usageQueryText,
} from "#lib/logpush/usage/usage-query.ts";
import type { UsagePage, UsageRow } from "#lib/logpush/usage/usage-view.ts";
import { countText, volumeText } from "../format.ts";
import { frame, head, headRow, mainNumber, nameCell, number, row as stackedRow } from "../stacked-table.ts";
import { groupWords } from "./group-words.ts";

const columns: { sort: UsageSort; name: string }[] = [
  { sort: "bytes", name: "Volume" },
  { sort: "lines", name: "Records" },
  { sort: "cost", name: "Cost" },
  { sort: "expected", name: "Forecast" },
];

const cellOf = (word: string) => ({ ...cellRole, className: number, "data-word": word });
const recordsCell = cellOf("records");
const costCell = cellOf("cost");
const forecastCell = cellOf("forecast");
const jobsCell = { ...cellRole, className: `${number} max-sm:hidden` };

/** What each job, dataset, zone or host delivered. The columns sort by a press on their head. */
export function UsageTable({ query, page }: { query: UsageQuery; page: UsagePage }) {
  const { rows, total, by } = page;
  return (
    <section aria-label="Usage table" tabIndex={0} className={frame}>
      <table aria-label="Usage" className="w-full text-left max-sm:block" {...tableRole}>
        <thead className="max-sm:block" {...rowGroupRole}>
          <tr className={headRow} {...rowRole}>
            <Head query={query} sort="name" name={groupWords[by].one} className="text-left" />
            {by === "job" ? null : (
              <th scope="col" className={`${head} text-right max-sm:hidden`} {...columnHeaderRole}>
                Jobs
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.sort} query={query} {...column} className="text-right" />
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block" {...rowGroupRole}>
          {rows.map((row) => (
            <Row key={row.key} query={query} row={row} />
          ))}
        </tbody>
        <tfoot className="font-medium max-sm:block" {...rowGroupRole}>
          <tr className={stackedRow} {...rowRole}>
            <th scope="row" className={`${nameCell} font-medium!`} {...rowHeaderRole}>
              Total
            </th>
            {by === "job" ? null : <td {...jobsCell}>{formatCount(total.jobs)}</td>}
            <td {...cellRole} className={mainNumber}>
              {volumeText(total.bytes ?? 0)}
            </td>
            <td {...recordsCell}>{countText(total.records ?? 0)}</td>
            <td {...costCell}>{formatDollars(total.dollars)}</td>
            <td {...forecastCell} />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Head({
  query,
  sort,
  name,
  className,
}: {
  query: UsageQuery;
  sort: UsageSort;
  name: string;
  className: string;
}) {
  const isSorted = query.sort === sort;
  const isDescending = isSorted ? !query.isDescending : isUsuallyDescending(sort);
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (query.isDescending ? "descending" : "ascending") : undefined}
      className={`${head} ${className}`}
      {...columnHeaderRole}
    >
      <Link
        href={`/usage${usageQueryText({ ...query, sort, isDescending, page: 1 })}` as Route}
        scroll={false}
        className="hover:text-fg hover:underline"
      >
        {name}
        {isSorted ? <span aria-hidden> {query.isDescending ? "↓" : "↑"}</span> : null}
      </Link>
    </th>
  );
}

function Row({ query, row }: { query: UsageQuery; row: UsageRow }) {
  const { bytes, records, dollars, expected, jobs, isEstimate, job } = row;
  const about = isEstimate ? "≈ " : "";
  return (
    <tr className={stackedRow} {...rowRole}>
      <th scope="row" className={nameCell} {...rowHeaderRole}>
        <RowName query={query} row={row} />
      </th>
      {job ? null : <td {...jobsCell}>{formatCount(jobs)}</td>}
      <td {...cellRole} className={mainNumber}>
        {bytes === null ? <NotKnown /> : `${about}${volumeText(bytes)}`}
      </td>
      <td {...recordsCell}>{records === null ? <NotKnown /> : `${about}${countText(records)}`}</td>
      <td {...costCell}>{bytes === null ? <NotKnown /> : `${about}${formatDollars(dollars)}`}</td>
      <td {...forecastCell}>
        {expected.bytes === null ? (
          <span className="text-muted">–</span>
        ) : (
          <span title={`${volumeText(expected.bytes)} expected`}>{formatDollars(expected.dollars)}</span>
        )}
      </td>
    </tr>
  );
}

function NotKnown() {
  return <span className="text-muted">Not known</span>;
}

/** A job leads to its page, another row to the jobs in it. */
function RowName({ query, row: { key, label, job } }: { query: UsageQuery; row: UsageRow }) {
  if (job) {
    return (
      <span className="flex min-w-0 items-center gap-2">
        <span className="min-w-0 truncate">
          <Link href={rowHref(job.key) as Route} className="font-medium hover:underline max-sm:block max-sm:truncate">
            <bdi>{label}</bdi>
          </Link>{" "}
          <span className="text-muted text-xs max-sm:block max-sm:truncate sm:ml-2">
            <bdi>{job.scopeName}</bdi>, {job.dataset}
          </span>
        </span>
        {job.isGone ? <Badge>Deleted</Badge> : null}
      </span>
    );
  }
  const { by } = query;
  const within = usageQueryText({ ...query, by: "job", [by]: key, sort: "bytes", isDescending: true, q: "", page: 1 });
  if (key === "") return <span className="text-muted">No host</span>;
  return (
    <Link
      href={`/usage${within}` as Route}
      className={`block truncate font-medium hover:underline ${by === "scope" ? "" : "font-mono text-xs"}`}
    >
      <bdi>{label}</bdi>
    </Link>
  );
}
