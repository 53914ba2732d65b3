import type { Route } from "next";
import { PageHeader } from "#components/layout/page-header.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { type CoverageView, coverageQuery, type CoveragePage as Page } from "#lib/logpush/coverage/coverage.ts";
import { CoverageEmpty } from "./coverage-empty.tsx";
import { CoverageFilters } from "./coverage-filters.tsx";
import { CoverageKey } from "./coverage-key.tsx";
import { CoverageTable } from "./coverage-table.tsx";
import { ExportCoverage } from "./export-coverage.tsx";

type CoveragePageProps = { title: string; view: CoverageView; page: Page };

/** Which zones and accounts push which datasets, and which push nothing. */
export function CoveragePage({ title, view, page }: CoveragePageProps) {
  const { counts, unread, rows } = page;
  return (
    <>
      <PageHeader
        title={title}
        meta={
          <span className="text-muted">
            {counts.all.toLocaleString("en-US")} {counts.all === 1 ? "zone or account" : "zones and accounts"}
          </span>
        }
        actions={rows.length > 0 ? <ExportCoverage queryText={coverageQuery({ ...view, page: 1 })} /> : null}
      />
      {unread > 0 ? (
        <Callout title={`Reading jobs: ${unread.toLocaleString("en-US")} zones and accounts to go`} className="mb-3">
          Rows fill in as they are read. Reload to see more.
        </Callout>
      ) : null}
      <CoverageFilters view={view} counts={counts} />
      {rows.length === 0 ? <CoverageEmpty view={view} /> : <CoverageTable page={page} />}
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
