import { Suspense } from "react";
import { deleteJob, exportJobs, readJob, setJobEnabled, watchJobs } from "#app/actions/jobs.ts";
import { CreatedNotice } from "#components/job-list/created-notice.tsx";
import { JobList } from "#components/job-list/job-list.tsx";
import { ListFailure } from "#components/job-list/list-failure.tsx";
import { ListSkeleton } from "#components/job-list/list-skeleton.tsx";
import { OutdatedNotice } from "#components/job-list/outdated-notice.tsx";
import { Link } from "#components/ui/link.tsx";
import { jobKey } from "#lib/logpush/job/job.ts";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { type Caller, mayAct, mayOf } from "#lib/server/base/caller.ts";
import { toResult } from "#lib/server/base/to-result.ts";
import { readEnv } from "#lib/server/env/env.ts";
import { listJobs } from "#lib/server/jobs/jobs.ts";

export default async function ListPage({ searchParams }: PageProps<"/">) {
  // Before anything is sent, so that a refusal can still set the status.
  const caller = await authorisePage("viewer");
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Jobs searchParams={searchParams} caller={caller} />
    </Suspense>
  );
}

async function Jobs({ searchParams, caller }: Pick<PageProps<"/">, "searchParams"> & { caller: Caller }) {
  const [list, { created }] = await Promise.all([toResult("listJobs", listJobs), searchParams]);
  if (!list.ok) return <ListFailure error={list.error} />;
  const { mode } = readEnv();
  const createdJob = list.value.jobs.find(({ ref }) => jobKey(ref) === created);
  return (
    <>
      {list.value.outdated ? <OutdatedNotice asOf={list.value.asOf} error={list.value.outdated} /> : null}
      {createdJob ? <CreatedNotice job={createdJob} mode={mode} /> : null}
      <JobList
        list={list.value}
        mode={mode}
        may={mayOf(caller)}
        setJobEnabled={setJobEnabled}
        readJob={readJob}
        deleteJob={deleteJob}
        exportJobs={exportJobs}
        watchJobs={watchJobs}
      />
      <p className="mt-3 flex flex-wrap justify-end gap-x-4 gap-y-1 text-muted text-xs">
        {mayAct(caller, "operator") ? (
          <Link href="/permissions" className="underline">
            What the credential may do
          </Link>
        ) : null}
        {mayAct(caller, "operator") ? (
          <Link href="/changes" className="underline">
            Who changed what
          </Link>
        ) : null}
        <Link href="/compare" className="underline">
          Compare with a backup
        </Link>
        {mayAct(caller, "admin") && list.value.jobs.length > 0 ? (
          <Link href="/rotate" className="underline">
            Rotate a header in several jobs
          </Link>
        ) : null}
      </p>
    </>
  );
}
