import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { memo } from "react";
import { columnHeaderRole, rowGroupRole, rowRole, tableRole } from "#components/ui/table-roles.ts";
import type { SortOrder } from "#lib/logpush/list/list-view.ts";
import type { ListedJob } from "#lib/logpush/views.ts";
import { JobRow, type RowActions } from "./job-row.tsx";
import type { SwitchState } from "./use-job-switches.ts";

type JobTableProps = {
  rows: ListedJob[];
  switches: ReadonlyMap<string, SwitchState>;
  nowMs: number;
  sort: SortOrder;
  onSort: (order: SortOrder) => void;
  actions: RowActions;
};

type Column = { title: string; width: string; sortBy?: "name" | "health"; isTitleHidden?: boolean };

const columns: Column[] = [
  { title: "Name", width: "lg:w-[16%]", sortBy: "name" },
  { title: "Scope and dataset", width: "lg:w-[17%]" },
  { title: "Destination and headers", width: "lg:w-[21%]" },
  { title: "Health", width: "", sortBy: "health" },
  { title: "Enabled", width: "lg:w-36" },
  { title: "Actions", width: "lg:w-22", isTitleHidden: true },
];

export const JobTable = memo(function JobTable({ rows, switches, nowMs, sort, onSort, actions }: JobTableProps) {
  return (
    <table
      {...tableRole}
      aria-label="Logpush jobs"
      className="w-full table-fixed border-collapse text-left text-table max-lg:block"
    >
      <thead {...rowGroupRole} className="max-lg:block">
        <tr {...rowRole} className="max-lg:flex max-lg:items-center max-lg:gap-1 max-lg:px-2 max-lg:py-1">
          {columns.map(({ title, width, sortBy, isTitleHidden }) => (
            <th
              key={title}
              {...columnHeaderRole}
              scope="col"
              aria-sort={sortBy ? ariaSort(sortBy, sort) : undefined}
              className={`h-9 px-3 font-medium text-muted text-xs max-lg:px-0 ${width} ${sortBy ? "" : "max-lg:sr-only"}`}
            >
              {sortBy ? (
                <SortButton title={title} by={sortBy} sort={sort} onSort={onSort} />
              ) : (
                <span className={isTitleHidden ? "sr-only" : ""}>{title}</span>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...rowGroupRole} className="max-lg:block">
        {rows.map((listed) => (
          <JobRow key={listed.key} listed={listed} state={switches.get(listed.key)} nowMs={nowMs} actions={actions} />
        ))}
      </tbody>
    </table>
  );
});

type SortButtonProps = { title: string; by: "name" | "health"; sort: SortOrder; onSort: (order: SortOrder) => void };

function SortButton({ title, by, sort, onSort }: SortButtonProps) {
  const Icon = sort === by ? ArrowDown : sort === `-${by}` ? ArrowUp : ChevronsUpDown;
  return (
    <button
      type="button"
      onClick={() => onSort(sort === by ? `-${by}` : by)}
      className="-ml-1.5 inline-flex h-7 items-center gap-1 rounded-control px-1.5 hover:bg-sunken hover:text-fg max-lg:ml-0"
    >
      {title}
      <Icon aria-hidden className="size-3.5" />
    </button>
  );
}

function ariaSort(by: "name" | "health", sort: SortOrder): "ascending" | "descending" | "none" {
  if (sort === by) return "ascending";
  return sort === `-${by}` ? "descending" : "none";
}
