import type { Metadata } from "next";
import { listCellJobs, readConsolidation } from "#app/actions/coverage.ts";
import { listScopes, readCopySource } from "#app/actions/plans.ts";
import { createRun } from "#app/actions/runs.ts";
import { CoveragePage } from "#components/coverage/coverage-page.tsx";
import { PageContent } from "#components/layout/page-content.tsx";
import { PageFailure } from "#components/layout/page-failure.tsx";
import { PageSkeleton } from "#components/layout/page-skeleton.tsx";
import { parseCoverageView } from "#lib/logpush/coverage/coverage.ts";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { type Caller, mayOf } from "#lib/server/base/caller.ts";
import { readCoverage } from "#lib/server/coverage/coverage.ts";
import { listDatasets } from "#lib/server/scopes/datasets.ts";

const title = "Coverage";

export const metadata: Metadata = { title };

export default async function Page({ searchParams }: PageProps<"/coverage">) {
  // Before anything is sent, so that a refusal can still set the status.
  const caller = await authorisePage("viewer");
  return (
    <PageContent skeleton={<PageSkeleton title={title} rows={14} />}>
      {renderCoverage({ searchParams, caller })}
    </PageContent>
  );
}

async function renderCoverage({
  searchParams,
  caller,
}: Pick<PageProps<"/coverage">, "searchParams"> & { caller: Caller }) {
  const given = await searchParams;
  const view = parseCoverageView(
    new URLSearchParams(Object.entries(given).flatMap(([name, value]) => [[name, String(value)]])),
  );
  const page = await readCoverage(view);
  if (!page.ok) return <PageFailure title={title} error={page.error} />;
  return (
    <CoveragePage
      title={title}
      view={view}
      page={page.value}
      datasets={Array.from(new Set(listDatasets().map(({ id }) => id)))}
      may={mayOf(caller)}
      actions={{ listCellJobs, readConsolidation, readCopySource, listScopes, createRun }}
    />
  );
}
