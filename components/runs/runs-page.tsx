import { ListChecks } from "lucide-react";
import type { Route } from "next";
import { PageHeader } from "#components/layout/page-header.tsx";
import { buttonStyle } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { cellRole, columnHeaderRole, rowGroupRole, rowRole, tableRole } from "#components/ui/table-roles.ts";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import { itemStates } from "#lib/logpush/plan/run.ts";
import { type RunList, type RunSummary, writesOf } from "#lib/logpush/plan/run-view.ts";
import { runHref } from "./run-href.ts";
import { jobsText, RunBadge } from "./run-words.tsx";

const head = "h-9 px-2 text-left font-medium text-muted text-xs first:pl-0 last:pr-0";
const cell = "px-2 py-2.5 align-top first:pl-0 last:pr-0 max-sm:block max-sm:p-0";

/** All runs, the newest first. */
export function RunsPage({ title, list, nowMs }: { title: string; list: RunList; nowMs: number }) {
  return (
    <>
      <PageHeader
        title={title}
        meta={<span className="text-muted">{list.total === 1 ? "1 run" : `${formatCount(list.total)} runs`}</span>}
      >
        A run changes many jobs: it is planned, applied job by job, and can be rolled back.
      </PageHeader>
      {list.runs.length === 0 ? <Empty /> : <RunsTable runs={list.runs} nowMs={nowMs} />}
      <Pager number={list.number} pages={list.pages} hrefOf={(page) => `/runs?page=${page}` as Route} />
    </>
  );
}

function Empty() {
  return (
    <EmptyState
      icon={<ListChecks />}
      title="No runs yet"
      actions={
        <Link href="/" className={buttonStyle()}>
          Jobs
        </Link>
      }
    >
      Select jobs in the list, then choose what happens to them.
    </EmptyState>
  );
}

function RunsTable({ runs, nowMs }: { runs: RunSummary[]; nowMs: number }) {
  return (
    <table aria-label="Runs" className="w-full border-line border-t text-sm" {...tableRole}>
      <thead className="max-sm:sr-only" {...rowGroupRole}>
        <tr {...rowRole}>
          {["Run", "State", "Results", "Person", "Planned"].map((title) => (
            <th key={title} scope="col" className={head} {...columnHeaderRole}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...rowGroupRole}>
        {runs.map((run) => (
          <tr
            key={run.id}
            className="border-line-soft border-t max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:py-3"
            {...rowRole}
          >
            <td className={`${cell} font-medium [overflow-wrap:anywhere]`} {...cellRole}>
              <Link href={runHref(run.id)} className="underline-offset-4 hover:underline">
                {run.title}
              </Link>
            </td>
            <td className={cell} {...cellRole}>
              <RunBadge state={run.state} />
            </td>
            <td className={`${cell} text-muted max-sm:col-span-2`} {...cellRole}>
              {resultsText(run)}
            </td>
            <td className={`${cell} max-sm:text-muted max-sm:text-xs`} {...cellRole}>
              <bdi>{run.person}</bdi>
            </td>
            <td className={`${cell} text-muted max-sm:text-right max-sm:text-xs`} {...cellRole}>
              <TimeAgo iso={run.createdAt} nowMs={nowMs} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function resultsText(run: RunSummary): string {
  if (run.state === "planned") return `${jobsText(writesOf(run))} to write`;
  const parts = itemStates.flatMap((state) => (run.results[state] > 0 ? [`${run.results[state]} ${state}`] : []));
  return parts.join(", ");
}
