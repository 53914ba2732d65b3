"use client";

import { Suspense, useCallback, useMemo, useState } from "react";
import type { MuteJob, MuteJobs } from "#components/alerts/mute-items.tsx";
import type { FindScopes } from "#components/scopes/use-known-scopes.ts";
import { useLoadAhead } from "#components/ui/load-ahead.ts";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { useRefresh } from "#components/ui/use-refresh.ts";
import type { ListColumn } from "#lib/logpush/list/columns.ts";
import { type ListView, parseView, type SortOrder, viewToQuery } from "#lib/logpush/list/list-view.ts";
import type { JobPage, May } from "#lib/logpush/views.ts";
import type { BulkActions } from "./bulk-toolbar.tsx";
import type { DeleteJobActions } from "./delete-job-dialog.tsx";
import type { Mode } from "./empty-states.tsx";
import { rowRef } from "./job-label.ts";
import "./job-list.css";
import { JobTable } from "./job-table.tsx";
import {
  BulkToolbar,
  ColumnsMenu,
  DeleteJobDialog,
  ListLive,
  ListNotices,
  Nothing,
  neededLater,
  RowMenu,
  ViewsMenu,
} from "./lazy-parts.ts";
import { ListFoot } from "./list-foot.tsx";
import { ListHeader } from "./list-header.tsx";
import type { RowActions } from "./row-actions.ts";
import type { OpenedRow } from "./row-menu.tsx";
import { SearchBox } from "./search-box.tsx";
import { StatusPills } from "./status-pills.tsx";
import { useColumns } from "./use-columns.ts";
import { useDeletion } from "./use-deletion.ts";
import { type ExportJobs, useExport } from "./use-export.ts";
import { useJobPage, type WatchJobs } from "./use-job-page.ts";
import { type SetJobEnabled, useJobSwitches } from "./use-job-switches.ts";
import { useListKeys } from "./use-list-keys.ts";
import { useListView } from "./use-list-view.ts";
import { useSelection } from "./use-selection.ts";
import { useTestDeliveries } from "./use-test-deliveries.ts";

type JobListProps = DeleteJobActions & {
  initial: JobPage;
  /** As the browser remembers them. */
  hiddenColumns: ListColumn[];
  findScopes: FindScopes;
  mode: Mode;
  may: May;
  setJobEnabled: SetJobEnabled;
  exportJobs: ExportJobs;
  /** Absent if no alerts are sent. */
  muteJob: MuteJob | undefined;
  muteJobs: MuteJobs | undefined;
  bulkActions: BulkActions;
  watchJobs: WatchJobs;
};

const placeOfLive = <span className="h-7 w-12" />;
const placeOfMenu = "h-9 shrink-0 rounded-control border border-line-control";
const placeOfViews = (
  <>
    <span aria-hidden className={`${placeOfMenu} w-44 px-3.5 leading-9 max-sm:hidden`}>
      View:
    </span>
    <span aria-hidden className={`${placeOfMenu} w-9 max-md:hidden`} />
  </>
);
const noFilter: Partial<ListView> = { q: "", scope: "", dataset: "", health: undefined };

/** The jobs of all scopes, a page at a time: found, filtered, chosen, enabled and disabled here. */
export function JobList(props: JobListProps) {
  const {
    initial,
    findScopes,
    mode,
    may,
    setJobEnabled,
    readJob,
    deleteJob,
    exportJobs,
    bulkActions,
    watchJobs,
    muteJob,
  } = props;
  const isHydrated = useHydrated();
  const { refresh } = useRefresh();
  const { view, isTyping, show, typeQuery, stopTyping } = useListView();
  const { page, isReading, error, again, confirm, pointer } = useJobPage(initial, view, watchJobs);
  const { switches, turn, dismiss } = useJobSwitches({ setJobEnabled, onConfirmed: confirm });
  const { deletion, askToDelete, cancel, finish } = useDeletion({ rows: page.rows, confirm });
  const { testing, sendTest } = useTestDeliveries(readJob);
  const { exportSome, isExporting } = useExport(exportJobs);
  const { chosen, select, selectAll, choose, clear } = useSelection(page.rows, viewToQuery({ ...view, page: 1 }));
  const [hidden, toggleColumn] = useColumns(props.hiddenColumns);
  const [openedRow, setOpenedRow] = useState<OpenedRow | null>(null);
  const openMenu = useCallback<RowActions["openMenu"]>((listed, button) => setOpenedRow({ listed, button }), []);
  useLoadAhead(neededLater);
  useListKeys({ select, clear, hasSelection: chosen.size > 0 });

  const actions = useMemo(
    () => ({ may, isHydrated, select, turn, dismiss, openMenu, askToDelete, sendTest, refresh }),
    [may, isHydrated, select, turn, dismiss, openMenu, askToDelete, sendTest, refresh],
  );
  const exportAll = () => exportSome({ view }, page.total);
  const exportChosen = () => exportSome({ refs: Array.from(chosen, rowRef) }, chosen.size);

  function goToPage(number: number) {
    show({ page: number });
    window.scrollTo({ top: 0 });
  }

  return (
    <>
      <ListHeader
        total={page.total}
        live={
          isHydrated ? (
            <Suspense fallback={placeOfLive}>
              <ListLive page={page} again={again} />
            </Suspense>
          ) : (
            placeOfLive
          )
        }
        may={may}
        chosen={chosen.size}
        isHydrated={isHydrated}
        isExporting={isExporting}
        onExport={(what) => (what === "all" ? exportAll() : exportChosen())}
      />
      {error || page.outdated || page.failures.length > 0 ? (
        <Suspense>
          <ListNotices page={page} error={error} />
        </Suspense>
      ) : null}
      {page.hasJobs ? (
        <>
          <div className="mb-2 flex gap-2">
            <SearchBox
              view={view}
              page={page}
              isTyping={isTyping}
              findScopes={findScopes}
              onType={typeQuery}
              onStopTyping={stopTyping}
              onChange={show}
            />
            {isHydrated ? (
              <Suspense fallback={placeOfViews}>
                <ViewsMenu view={view} onOpen={(query) => show(parseView(new URLSearchParams(query)))} />
                <ColumnsMenu hidden={hidden} onToggle={toggleColumn} />
              </Suspense>
            ) : (
              placeOfViews
            )}
          </div>
          <StatusPills counts={page.counts} chosen={view.health} onChoose={(health) => show({ health })} />
        </>
      ) : null}
      <section aria-label="Jobs" aria-busy={isReading} {...pointer}>
        {page.rows.length > 0 ? (
          <>
            <JobTable
              page={page}
              switches={switches}
              chosen={chosen}
              testing={testing}
              hidden={hidden.join(" ")}
              sort={view.sort}
              onSort={(sort: SortOrder) => show({ sort })}
              onSelectAll={selectAll}
              actions={actions}
            />
            <ListFoot page={page} onGoTo={goToPage} />
          </>
        ) : (
          <Suspense>
            <Nothing page={page} mode={mode} may={may} onClear={() => show(noFilter)} />
          </Suspense>
        )}
      </section>
      {chosen.size > 0 ? (
        <Suspense>
          <BulkToolbar
            {...{ chosen, may, isExporting, choose }}
            more={
              chosen.size < page.rows.length
                ? undefined
                : { total: page.total, query: viewToQuery({ ...view, page: 1 }) }
            }
            actions={bulkActions}
            muteJobs={props.muteJobs}
            onMuted={refresh}
            onExport={exportChosen}
            onClear={clear}
          />
        </Suspense>
      ) : null}
      {openedRow ? (
        <Suspense>
          <RowMenu
            key={openedRow.listed.key}
            opened={openedRow}
            may={may}
            muteJob={muteJob}
            onMuted={refresh}
            onExport={({ key }) => exportSome({ refs: [rowRef(key)] }, 1)}
            onDelete={askToDelete}
            onClose={() => setOpenedRow(null)}
          />
        </Suspense>
      ) : null}
      {deletion ? (
        <Suspense>
          <DeleteJobDialog
            job={{ ref: rowRef(deletion.listed.key), name: deletion.listed.name }}
            isOpen={deletion.isOpen}
            onClose={cancel}
            onDeleted={finish}
            readJob={readJob}
            deleteJob={deleteJob}
          />
        </Suspense>
      ) : null}
    </>
  );
}
