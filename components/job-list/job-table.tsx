import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, type ReactNode } from "react";
import { columnHeaderRole, rowGroupRole, rowRole, tableRole } from "#components/ui/table-roles.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { listColumns } from "#lib/logpush/list/columns.ts";
import type { SortOrder } from "#lib/logpush/list/list-view.ts";
import { countOf } from "#lib/logpush/list/selection.ts";
import type { JobPage, ListedJob } from "#lib/logpush/views.ts";
import { JobRow } from "./job-row.tsx";
import type { RowActions } from "./row-actions.ts";
import type { SwitchState } from "./use-job-switches.ts";

type JobTableProps = {
  page: Pick<JobPage, "rows" | "urgent" | "total" | "nowMs">;
  switches: ReadonlyMap<string, SwitchState>;
  chosen: ReadonlySet<string>;
  testing: ReadonlySet<string>;
  /** The names of the columns that are not shown. */
  hidden: string;
  sort: SortOrder;
  onSort: (order: SortOrder) => void;
  onSelectAll: () => void;
  actions: RowActions;
};

/** The jobs of a page: what needs attention, and the others. In another order they are one group. */
export const JobTable = memo(function JobTable(props: JobTableProps) {
  const { page, switches, chosen, testing, hidden, actions } = props;
  const { rows, urgent, total } = page;
  const row = (listed: ListedJob) => (
    <JobRow
      key={listed.key}
      listed={listed}
      state={switches.get(listed.key)}
      isChosen={chosen.has(listed.key)}
      isTesting={testing.has(listed.key)}
      nowMs={page.nowMs}
      actions={actions}
    />
  );
  return (
    <div {...{ ...tableRole, "aria-label": "Logpush jobs" }} className="jobs" data-hide={hidden || undefined}>
      <Head {...props} />
      {urgent === null ? (
        <div {...{ ...rowGroupRole, "aria-label": "Jobs" }}>{rows.map(row)}</div>
      ) : (
        <>
          <Group title="Needs attention" count={urgent.total}>
            {rows.slice(0, urgent.rows).map(row)}
          </Group>
          <Group title="Other jobs" count={total - urgent.total}>
            {rows.slice(urgent.rows).map(row)}
          </Group>
        </>
      )}
    </div>
  );
});

/** Rows under a heading that is not a row itself. */
function Group({ title, count, children }: { title: string; count: number; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <div {...{ ...rowGroupRole, "aria-label": title }}>
      <div className="jobs-group">
        {title} <span>{formatCount(count)}</span>
      </div>
      {children}
    </div>
  );
}

function Head({ page: { rows }, chosen, sort, onSort, onSelectAll, actions }: JobTableProps) {
  const count = countOf(
    chosen,
    rows.map(({ key }) => key),
  );
  return (
    <div {...rowGroupRole}>
      <div {...rowRole} className="jobs-head">
        <span {...columnHeaderRole}>
          <input
            className="check"
            type="checkbox"
            aria-label="Select all"
            checked={count > 0 && count === rows.length}
            ref={(input) => {
              if (input) input.indeterminate = count > 0 && count < rows.length;
            }}
            disabled={!actions.isHydrated}
            onChange={onSelectAll}
          />
        </span>
        <Sortable title="Name" by="name" sort={sort} onSort={onSort} />
        <span {...columnHeaderRole} className="zone truncate">
          {listColumns.zone}
        </span>
        <span {...columnHeaderRole} className="to">
          {listColumns.to}
        </span>
        <span {...columnHeaderRole} className="hours">
          {listColumns.bars}
        </span>
        <Sortable title="Status" by="health" sort={sort} onSort={onSort} />
        <span {...columnHeaderRole} className="last justify-end whitespace-nowrap">
          {listColumns.last}
        </span>
        {actions.may.operate ? (
          <span {...columnHeaderRole} className="sr-only">
            Enabled
          </span>
        ) : null}
        <span {...columnHeaderRole} className="sr-only">
          Actions
        </span>
      </div>
    </div>
  );
}

type SortableProps = { title: string; by: "name" | "health"; sort: SortOrder; onSort: (order: SortOrder) => void };

/** Up, down, and back to what needs attention first. */
function Sortable({ title, by, sort, onSort }: SortableProps) {
  const isUp = sort === by;
  const isDown = sort === `-${by}`;
  const Arrow = isDown ? ArrowDown : ArrowUp;
  const order = isUp ? "ascending" : isDown ? "descending" : undefined;
  return (
    <span {...{ ...columnHeaderRole, "aria-sort": order }}>
      <button
        type="button"
        className="-mx-1.5 inline-flex h-6 items-center gap-1 rounded-[4px] px-1.5 hover:bg-hover hover:text-fg"
        onClick={() => onSort(isUp ? `-${by}` : isDown ? "attention" : by)}
      >
        {title}
        {isUp || isDown ? <Arrow aria-hidden className="size-3" /> : null}
      </button>
    </span>
  );
}
