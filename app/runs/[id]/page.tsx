import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { planCleanup } from "#app/actions/plans.ts";
import { applyRun, discardRun, resumeRun, retryRun, rollBackRun, stopRun } from "#app/actions/runs.ts";
import { PageFailure } from "#components/layout/page-failure.tsx";
import { RunPage } from "#components/runs/run-page.tsx";
import { parseRunQuery } from "#lib/logpush/plan/run-view.ts";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { readRun } from "#lib/server/fleet/read-run.ts";

const title = "Run";

export const metadata: Metadata = { title };

export default async function Page({ params, searchParams }: PageProps<"/runs/[id]">) {
  // Before anything is sent, so that a refusal, and a run that is gone, can still set the status.
  await authorisePage("viewer");
  const [{ id }, given] = await Promise.all([params, searchParams]);
  const query = parseRunQuery(
    new URLSearchParams(Object.entries(given).flatMap(([name, value]) => [[name, String(value)]])),
  );
  const run = await readRun(id, query);
  if (!run.ok && run.error.code === "E_RUN_GONE") notFound();
  if (!run.ok) return <PageFailure title={title} error={run.error} />;
  return (
    <RunPage
      run={run.value}
      query={query}
      actions={{ applyRun, discardRun, stopRun, resumeRun, retryRun, rollBackRun, planCleanup }}
    />
  );
}
