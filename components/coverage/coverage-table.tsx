import type { Route } from "next";
import { Badge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import type { CoverageColumn, CoveragePage, CoverageRow } from "#lib/logpush/coverage/coverage.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { maxZoneJobs } from "#lib/logpush/limits.ts";
import { CoverageCell } from "./coverage-cell.tsx";

const headCell = "sticky top-0 z-10 h-12 border-line border-b bg-surface px-2 font-medium text-xs";
/** The name stays in view while the datasets scroll. */
const nameCell = "sticky left-0 max-w-40 min-w-40 border-r border-line bg-surface text-left sm:max-w-64 sm:min-w-64";

type CoverageTableProps = { page: CoveragePage; isSelectable: boolean };

/** A row per zone or account, a column per dataset. It scrolls in its own frame, under its header. */
export function CoverageTable({ page: { rows, columns }, isSelectable }: CoverageTableProps) {
  return (
    <section
      aria-label="Coverage table"
      tabIndex={0}
      className="relative -mx-4 max-h-[calc(100dvh-13rem)] min-h-64 overflow-auto border-line border-t border-b sm:-mx-6"
    >
      <table aria-label="Coverage" className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            <th scope="col" className={`${headCell} ${nameCell} z-20 pl-4 text-muted sm:pl-6`}>
              Zone or account
            </th>
            <th scope="col" className={`${headCell} text-right text-muted`}>
              Jobs
            </th>
            {columns.map(({ dataset }) => (
              <th key={dataset} scope="col" className={`${headCell} whitespace-nowrap font-mono`}>
                {isSelectable ? (
                  <button
                    type="button"
                    data-column={dataset}
                    title="Select the column"
                    className="rounded-[4px] px-1 py-1 font-mono hover:bg-hover"
                  >
                    {dataset}
                  </button>
                ) : (
                  dataset
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.path} row={row} columns={columns} isSelectable={isSelectable} />
          ))}
        </tbody>
        <tfoot>
          <Totals columns={columns} />
        </tfoot>
      </table>
    </section>
  );
}

type RowProps = { row: CoverageRow; columns: CoverageColumn[]; isSelectable: boolean };

function Row({ row, columns, isSelectable }: RowProps) {
  const { path, name, accountName, jobs, cells, unknown } = row;
  const isEmpty = jobs === 0 && unknown === null;
  const cell = "h-10 border-line-soft border-b group-hover:bg-hover";
  return (
    <tr className="group" data-path={path} data-name={name} data-account={accountName}>
      <th scope="row" className={`${cell} ${nameCell} z-[5] pl-4 font-medium sm:pl-6`}>
        <span className="flex items-center gap-2 pr-2">
          <Link
            href={`/?scope=${path}` as Route}
            title={accountName ? `${name}, ${accountName}` : name}
            className="truncate hover:underline"
          >
            <bdi>{name}</bdi>
          </Link>
          {path.startsWith("accounts/") ? <Badge>Account</Badge> : null}
        </span>
      </th>
      <td className={`${cell} px-2 text-right`}>
        {isEmpty ? <Badge tone="warn">No jobs</Badge> : unknown === null ? <Slots row={row} /> : <None />}
      </td>
      {unknown === null ? (
        columns.map(({ dataset }) => (
          <td key={dataset} className={`${cell} p-0 text-center ${isEmpty ? "coverage-none" : ""}`}>
            <CoverageCell
              scope={path}
              scopeName={name}
              dataset={dataset}
              states={cells[dataset]}
              isSelectable={isSelectable}
            />
          </td>
        ))
      ) : (
        <td colSpan={columns.length} className={`${cell} px-2 text-muted text-xs`}>
          {unknown === "refused" ? "The API token can’t read jobs here." : "Not read yet."}
        </td>
      )}
    </tr>
  );
}

/** How many of a zone's slots are used. Where there are more jobs than documented, the plan allows more. */
function Slots({ row: { path, jobs } }: { row: CoverageRow }) {
  if (!path.startsWith("zones/") || jobs > maxZoneJobs) return jobs;
  const isFull = jobs === maxZoneJobs;
  return (
    <span
      title={`${jobs} of ${maxZoneJobs} job slots used. Some plans allow more.`}
      className={isFull ? "font-medium text-warn" : undefined}
    >
      {jobs}
      <span className={isFull ? undefined : "text-muted"}>/{maxZoneJobs}</span>
    </span>
  );
}

function None() {
  return <span className="text-muted">–</span>;
}

function Totals({ columns }: { columns: CoverageColumn[] }) {
  const foot = "sticky bottom-0 z-10 h-10 border-line border-t bg-sunken px-2 text-xs";
  return (
    <tr>
      <th scope="row" className={`${foot} left-0 z-20 border-r pl-4 text-left font-medium sm:pl-6`}>
        Total
      </th>
      <td className={`${foot} text-right font-medium`}>
        {formatCount(columns.reduce((sum, { jobs }) => sum + jobs, 0))}
      </td>
      {columns.map(({ dataset, jobs, scopes }) => (
        <td key={dataset} className={`${foot} whitespace-nowrap text-center`}>
          {formatCount(jobs)} <span className="text-muted">in {formatCount(scopes)}</span>
        </td>
      ))}
    </tr>
  );
}
