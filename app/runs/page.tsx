import type { Metadata } from "next";
import { PageContent } from "#components/layout/page-content.tsx";
import { PageFailure } from "#components/layout/page-failure.tsx";
import { PageSkeleton } from "#components/layout/page-skeleton.tsx";
import { RunsPage } from "#components/runs/runs-page.tsx";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { readRuns } from "#lib/server/fleet/read-run.ts";

const title = "Runs";

export const metadata: Metadata = { title };

export default async function Page({ searchParams }: PageProps<"/runs">) {
  // Before anything is sent, so that a refusal can still set the status.
  await authorisePage("viewer");
  return <PageContent skeleton={<PageSkeleton title={title} rows={12} />}>{renderRuns({ searchParams })}</PageContent>;
}

async function renderRuns({ searchParams }: Pick<PageProps<"/runs">, "searchParams">) {
  const page = Number((await searchParams).page);
  const runs = await readRuns(Number.isSafeInteger(page) ? page : 1);
  if (!runs.ok) return <PageFailure title={title} error={runs.error} />;
  return <RunsPage title={title} list={runs.value} nowMs={Date.now()} />;
}
