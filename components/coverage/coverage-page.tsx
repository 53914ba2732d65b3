import type { Route } from "next";
import { PageHeader } from "#components/layout/page-header.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { type CoverageView, coverageQuery, type CoveragePage as Page } from "#lib/logpush/coverage/coverage.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { May } from "#lib/logpush/views.ts";
import { ConsolidationOffer } from "./consolidation-offer.tsx";
import type { CoverageActions } from "./coverage-actions.ts";
import { CoverageEmpty } from "./coverage-empty.tsx";
import { CoverageFilters } from "./coverage-filters.tsx";
import { CoverageKey } from "./coverage-key.tsx";
import { CoverageSelection } from "./coverage-selection.tsx";
import { CoverageTable } from "./coverage-table.tsx";
import { ExportCoverage } from "./export-coverage.tsx";
import { SilentZones } from "./silent-zones.tsx";

type CoveragePageProps = {
  title: string;
  view: CoverageView;
  page: Page;
  /** All datasets that are known. */
  datasets: readonly string[];
  may: May;
  actions: CoverageActions;
};

/** Which zones and accounts push which datasets, and which push nothing. */
export function CoveragePage({ title, view, page, datasets, may, actions }: CoveragePageProps) {
  const { counts, unread, rows, pages } = page;
  const queryText = coverageQuery({ ...view, page: 1 });
  return (
    <>
      <PageHeader
        title={title}
        meta={
          <span className="text-muted">
            {formatCount(counts.all)} {counts.all === 1 ? "zone or account" : "zones and accounts"}
          </span>
        }
        actions={rows.length > 0 ? <ExportCoverage queryText={queryText} /> : null}
      />
      {unread > 0 ? (
        <Callout title={`Reading jobs: ${formatCount(unread)} zones and accounts to go`} className="mb-3">
          Rows fill in as they are read. Reload to see more.
        </Callout>
      ) : null}
      <SilentZones view={view} page={page} />
      {may.write
        ? page.consolidations.map((offer) => (
            <ConsolidationOffer key={`${offer.account} ${offer.dataset}`} offer={offer} actions={actions} />
          ))
        : null}
      <CoverageFilters view={view} counts={counts} datasets={datasets} />
      {rows.length === 0 ? (
        <CoverageEmpty view={view} />
      ) : (
        <CoverageSelection key={queryText} queryText={queryText} pages={pages} mayWrite={may.write} actions={actions}>
          <CoverageTable page={page} isSelectable />
        </CoverageSelection>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
        <CoverageKey />
        <Pager
          number={page.number}
          pages={page.pages}
          hrefOf={(next) => `/coverage${coverageQuery({ ...view, page: next })}` as Route}
        />
      </div>
    </>
  );
}
