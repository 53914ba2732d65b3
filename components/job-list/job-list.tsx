"use client";

import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import type { FindScopes } from "#components/scopes/use-known-scopes.ts";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { useRefresh } from "#components/ui/use-refresh.ts";
import type { ListView, SortOrder } from "#lib/logpush/list/list-view.ts";
import type { JobPage, May } from "#lib/logpush/views.ts";
import type { DeleteJobActions } from "./delete-job-dialog.tsx";
import type { Mode } from "./empty-states.tsx";
import { loadSwitchAlert } from "./job-row.tsx";
import { JobTable } from "./job-table.tsx";
import { ListFilters } from "./list-filters.tsx";
import { HealthFilter, ListHeading } from "./list-summary.tsx";
import { Pagination } from "./pagination.tsx";
import { type Announcement, StatusMessage } from "./status-message.tsx";
import { useDeletion } from "./use-deletion.ts";
import { type ExportJobs, useExport } from "./use-export.ts";
import { useJobPage, type WatchJobs } from "./use-job-page.ts";
import { type SetJobEnabled, useJobSwitches } from "./use-job-switches.ts";
import { useListView } from "./use-list-view.ts";

// Nobody needs it to see the list, so it comes after the page, and before it is opened.
const loadDialog = () =>
  import("./delete-job-dialog.tsx").then(({ DeleteJobDialog }) => ({ default: DeleteJobDialog }));
const DeleteJobDialog = lazy(loadDialog);
const loadNothing = () => import("./empty-states.tsx").then(({ Nothing }) => ({ default: Nothing }));
const Nothing = lazy(loadNothing);
const ScopeFailures = lazy(() =>
  import("./scope-failures.tsx").then(({ ScopeFailures }) => ({ default: ScopeFailures })),
);
const ErrorCallout = lazy(() =>
  import("#components/ui/error-callout.tsx").then(({ ErrorCallout }) => ({ default: ErrorCallout })),
);
const OutdatedNotice = lazy(() =>
  import("./outdated-notice.tsx").then(({ OutdatedNotice }) => ({ default: OutdatedNotice })),
);
const ListAutoRefresh = lazy(() =>
  import("./list-auto-refresh.tsx").then(({ ListAutoRefresh }) => ({ default: ListAutoRefresh })),
);

type JobListProps = DeleteJobActions & {
  initial: JobPage;
  findScopes: FindScopes;
  mode: Mode;
  may: May;
  setJobEnabled: SetJobEnabled;
  exportJobs: ExportJobs;
  watchJobs: WatchJobs;
};

const placeOfSwitch = <span className="h-7 w-45" />;
const noFilter: Partial<ListView> = { q: "", scope: "", dataset: "", health: undefined };

/** The jobs of all scopes, a page at a time: found, filtered, enabled, disabled and deleted here. */
export function JobList(props: JobListProps) {
  const { initial, findScopes, mode, may, setJobEnabled, readJob, deleteJob, exportJobs, watchJobs } = props;
  const isHydrated = useHydrated();
  const { refresh, isRefreshing, isUnreachable } = useRefresh();
  const [message, setMessage] = useState<Announcement | null>(null);
  const clearMessage = useCallback(() => setMessage(null), []);
  const { view, show, typeQuery, stopTyping } = useListView();
  const { page, isReading, error, again, confirm } = useJobPage(initial, view, watchJobs);
  const { switches, turn, dismiss } = useJobSwitches({ setJobEnabled, onConfirmed: confirm, announce: setMessage });
  const { deletion, askToDelete, cancel, finish } = useDeletion({ rows: page.rows, confirm, announce: setMessage });
  const { exportListed, isExporting } = useExport(exportJobs, setMessage);

  useEffect(() => {
    Promise.all([loadDialog(), loadSwitchAlert(), loadNothing()]).catch(() => {});
  }, []);
  const actions = useMemo(
    () => ({ may, turn, dismiss, askToDelete, refresh }),
    [may, turn, dismiss, askToDelete, refresh],
  );
  const clearFilters = () => show(noFilter);

  function goToPage(number: number) {
    show({ page: number });
    document.getElementById("list-title")?.scrollIntoView({ block: "center" });
  }

  return (
    <div className="grid gap-4">
      <ListHeading
        asOf={page.asOf}
        isUnreachable={isUnreachable}
        isRefreshing={isRefreshing}
        onRefresh={refresh}
        auto={
          <Suspense fallback={placeOfSwitch}>
            {isHydrated ? <ListAutoRefresh page={page} again={again} /> : placeOfSwitch}
          </Suspense>
        }
        isExporting={isExporting}
        onExport={page.rows.length > 0 ? () => exportListed(view, page.total) : undefined}
      />
      {error ? (
        <Suspense>
          <ErrorCallout error={error} />
        </Suspense>
      ) : null}
      {page.outdated ? (
        <Suspense>
          <OutdatedNotice asOf={page.asOf} error={page.outdated} />
        </Suspense>
      ) : null}
      {page.failures.length > 0 ? (
        <Suspense>
          <ScopeFailures failures={page.failures} count={page.failureCount} />
        </Suspense>
      ) : null}
      {page.hasJobs ? (
        <>
          <HealthFilter page={page} chosen={view.health} onChoose={(health) => show({ health })} />
          <ListFilters
            view={view}
            page={page}
            findScopes={findScopes}
            onType={typeQuery}
            onStopTyping={stopTyping}
            onChange={show}
            onClear={page.rows.length > 0 ? clearFilters : undefined}
          />
        </>
      ) : null}
      <section aria-label="Jobs" aria-busy={isReading} className="rounded-card border border-line bg-raised">
        {page.rows.length > 0 ? (
          <>
            <JobTable
              rows={page.rows}
              switches={switches}
              nowMs={page.nowMs}
              sort={view.sort}
              onSort={(sort: SortOrder) => show({ sort })}
              actions={actions}
            />
            <Pagination page={page} onGoTo={goToPage} />
          </>
        ) : (
          <Suspense>
            <Nothing page={page} mode={mode} may={may} onClear={clearFilters} />
          </Suspense>
        )}
      </section>
      {deletion ? (
        <Suspense>
          <DeleteJobDialog
            job={deletion.listed.job}
            isOpen={deletion.isOpen}
            onClose={cancel}
            onDeleted={finish}
            readJob={readJob}
            deleteJob={deleteJob}
          />
        </Suspense>
      ) : null}
      <StatusMessage message={message} onClear={clearMessage} />
    </div>
  );
}
