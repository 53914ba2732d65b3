import { cookies } from "next/headers";
import { muteJob, muteJobs } from "#app/actions/alerts.ts";
import { deleteJob, exportJobs, readJob, setJobEnabled, watchJobs } from "#app/actions/jobs.ts";
import {
  findSecrets,
  listScopes,
  planRestore,
  planRotation,
  planSettings,
  readCopySource,
} from "#app/actions/plans.ts";
import { createRun } from "#app/actions/runs.ts";
import { findScopes } from "#app/actions/scopes.ts";
import { JobList } from "#components/job-list/job-list.tsx";
import { ListFailure } from "#components/job-list/list-failure.tsx";
import { ListSkeleton } from "#components/job-list/list-skeleton.tsx";
import { ListSprite } from "#components/job-list/list-sprite.tsx";
import { PageContent } from "#components/layout/page-content.tsx";
import { columnsCookie, parseHidden } from "#lib/logpush/list/columns.ts";
import { parseView } from "#lib/logpush/list/list-view.ts";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { type Caller, mayOf } from "#lib/server/base/caller.ts";
import { toResult } from "#lib/server/base/to-result.ts";
import { alertStateOf } from "#lib/server/env/alerts.ts";
import { readEnv } from "#lib/server/env/env.ts";
import { listJobPage } from "#lib/server/jobs/list-page.ts";

export default async function ListPage({ searchParams }: PageProps<"/">) {
  // Before anything is sent, so that a refusal can still set the status.
  const caller = await authorisePage("viewer");
  return <PageContent skeleton={<ListSkeleton />}>{renderJobs({ searchParams, caller })}</PageContent>;
}

async function renderJobs({ searchParams, caller }: Pick<PageProps<"/">, "searchParams"> & { caller: Caller }) {
  const given = await searchParams;
  const view = parseView(
    new URLSearchParams(Object.entries(given).flatMap(([name, value]) => [[name, String(value)]])),
  );
  const [page, store] = await Promise.all([toResult("listJobs", () => listJobPage(view)), cookies()]);
  if (!page.ok) return <ListFailure error={page.error} />;
  const env = readEnv();
  return (
    <>
      <ListSprite />
      <JobList
        initial={page.value}
        hiddenColumns={parseHidden(store.get(columnsCookie)?.value)}
        findScopes={findScopes}
        mode={env.mode}
        may={mayOf(caller)}
        setJobEnabled={setJobEnabled}
        readJob={readJob}
        deleteJob={deleteJob}
        exportJobs={exportJobs}
        bulkActions={{ createRun, readCopySource, listScopes, findSecrets, planRestore, planRotation, planSettings }}
        watchJobs={watchJobs}
        {...(alertStateOf(env) === "on" ? { muteJob, muteJobs } : { muteJob: undefined, muteJobs: undefined })}
      />
    </>
  );
}
