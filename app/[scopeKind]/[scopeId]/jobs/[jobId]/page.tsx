import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { formActions } from "#app/actions/form.ts";
import { deleteJob, readJob, readPushes, setStaleAfter, watchJob } from "#app/actions/jobs.ts";
import { JobForm } from "#components/job-form/job-form.tsx";
import { JobHeader } from "#components/job-form/job-header.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { type JobRef, parseScopePath } from "#lib/logpush/job/job.ts";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { mayOf } from "#lib/server/base/caller.ts";
import { readConnection } from "#lib/server/connection.ts";
import { loadJob } from "#lib/server/jobs/jobs.ts";
import { listDatasets, readFields } from "#lib/server/scopes/datasets.ts";

type JobPageProps = PageProps<"/[scopeKind]/[scopeId]/jobs/[jobId]">;

export async function generateMetadata({ params }: JobPageProps): Promise<Metadata> {
  const { jobId } = await params;
  return { title: /^\d+$/.test(jobId) ? `Job ${jobId}` : "Not found" };
}

export default async function JobPage({ params, searchParams }: JobPageProps) {
  const caller = await authorisePage("viewer");
  const ref = readRef(await params);
  if (!ref) notFound();
  const [job, connection, { saved, opened }] = await Promise.all([loadJob(ref), readConnection(caller), searchParams]);
  if (!job.ok) {
    if (job.error.code === "E_NOT_FOUND" || job.error.code === "E_SCOPE_ID") notFound();
    return <ErrorCallout error={job.error} />;
  }
  const { summary, values } = job.value;
  const may = mayOf(caller);
  const fields = await readFields({ scope: values.scope, dataset: values.dataset });
  return (
    <>
      <JobHeader
        job={job.value}
        wasSaved={saved !== undefined}
        may={may}
        actions={{ deleteJob, readJob, readPushes, watchJob, setStaleAfter }}
      />
      <JobForm
        // A saved or newly loaded job gets a new form, so that its fields keep nothing of the old state.
        key={`${saved}-${opened}`}
        setting={{
          ...connection,
          scopes: [{ path: values.scope, name: summary.scopeName }],
          scopeCount: 1,
          datasets: listDatasets(),
          saved: job.value,
          nowMs: Date.now(),
          may,
          actions: formActions,
        }}
        initialValues={values}
        initialFields={fields.ok ? fields.value : { source: "catalogue", fields: [], defaults: [] }}
      />
    </>
  );
}

function readRef({
  scopeKind,
  scopeId,
  jobId,
}: {
  scopeKind: string;
  scopeId: string;
  jobId: string;
}): JobRef | undefined {
  const scope = parseScopePath(`${scopeKind}/${scopeId}`);
  return scope && /^[1-9]\d{0,15}$/.test(jobId) ? { ...scope, jobId: Number(jobId) } : undefined;
}
