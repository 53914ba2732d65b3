import type { Route } from "next";
import { rowHref } from "#components/job-list/job-label.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import { formatDollars } from "#lib/logpush/batching/quantity.ts";
import {
  isUsuallyDescending,
  type UsageQuery,
  type UsageSort,
  usageQueryText,
} from "#lib/logpush/usage/usage-query.ts";
import type { UsagePage, UsageRow } from "#lib/logpush/usage/usage-view.ts";
import { countText, volumeText } from "../format.ts";
import { groupWords } from "./group-words.ts";

const columns: { sort: UsageSort; name: string }[] = [
  { sort: "bytes", name: "Volume" },
  { sort: "lines", name: "Records" },
  { sort: "cost", name: "Cost" },
  { sort: "expected", name: "Forecast" },
];

const cell = "h-10 border-line-soft border-b px-3 whitespace-nowrap last:pr-4 group-hover:bg-hover sm:last:pr-6";
const number = `${cell} text-right tabular-nums`;

/** What each job, dataset, zone or host delivered. The columns sort by a press on their head. */
export function UsageTable({ query, page }: { query: UsageQuery; page: UsagePage }) {
  const { rows, total, by } = page;
  return (
    <section aria-label="Usage table" tabIndex={0} className="-mx-4 overflow-x-auto border-line border-t sm:-mx-6">
      <table aria-label="Usage" className="w-full text-left">
        <thead className="text-muted text-xs">
          <tr>
            <Head query={query} sort="name" name={groupWords[by].one} className="pl-4 text-left sm:pl-6" />
            {by === "job" ? null : <th className={`${number} font-medium`}>Jobs</th>}
            {columns.map((column) => (
              <Head key={column.sort} query={query} {...column} className="text-right" />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} query={query} row={row} />
          ))}
        </tbody>
        <tfoot className="font-medium">
          <tr>
            <th scope="row" className="h-10 px-3 pl-4 text-left sm:pl-6">
              Total
            </th>
            {by === "job" ? null : <td className={number}>{total.jobs.toLocaleString("en-US")}</td>}
            <td className={number}>{volumeText(total.bytes ?? 0)}</td>
            <td className={number}>{countText(total.records ?? 0)}</td>
            <td className={number}>{formatDollars(total.dollars)}</td>
            <td className={number} />
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
      className={`h-9 whitespace-nowrap border-line border-b px-3 font-medium last:pr-4 sm:last:pr-6 ${className}`}
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
    <tr className="group">
      <th scope="row" className={`${cell} max-w-[44vw] pl-4 font-normal sm:pl-6 lg:max-w-96`}>
        <RowName query={query} row={row} />
      </th>
      {job ? null : <td className={number}>{jobs.toLocaleString("en-US")}</td>}
      <td className={number}>{bytes === null ? <NotKnown /> : `${about}${volumeText(bytes)}`}</td>
      <td className={number}>{records === null ? <NotKnown /> : `${about}${countText(records)}`}</td>
      <td className={number}>{bytes === null ? <NotKnown /> : `${about}${formatDollars(dollars)}`}</td>
      <td className={number}>
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
          <Link href={rowHref(job.key) as Route} className="font-medium hover:underline">
            <bdi>{label}</bdi>
          </Link>
          <span className="ml-2 text-muted text-xs">
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
