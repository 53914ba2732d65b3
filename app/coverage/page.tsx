import type { Metadata } from "next";
import { Suspense } from "react";
import { CoveragePage } from "#components/coverage/coverage-page.tsx";
import { PageFailure } from "#components/layout/page-failure.tsx";
import { PageSkeleton } from "#components/layout/page-skeleton.tsx";
import { parseCoverageView } from "#lib/logpush/coverage/coverage.ts";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { readCoverage } from "#lib/server/coverage/coverage.ts";

const title = "Coverage";

export const metadata: Metadata = { title };

export default async function Page({ searchParams }: PageProps<"/coverage">) {
  // Before anything is sent, so that a refusal can still set the status.
  await authorisePage("viewer");
  return (
    <Suspense fallback={<PageSkeleton title={title} rows={14} />}>
      <Coverage searchParams={searchParams} />
    </Suspense>
  );
}

async function Coverage({ searchParams }: Pick<PageProps<"/coverage">, "searchParams">) {
  const given = await searchParams;
  const view = parseCoverageView(
    new URLSearchParams(Object.entries(given).flatMap(([name, value]) => [[name, String(value)]])),
  );
  const page = await readCoverage(view);
  if (!page.ok) return <PageFailure title={title} error={page.error} />;
  return <CoveragePage title={title} view={view} page={page.value} />;
}
