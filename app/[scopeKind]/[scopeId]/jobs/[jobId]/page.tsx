import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { compareVersions, listVersions, restoreVersion, undoChange } from "#app/actions/history.ts";
import { deleteJob, readJob, setJobEnabled, updateJob } from "#app/actions/jobs.ts";
import { listScopes, readCopySource } from "#app/actions/plans.ts";
import { createRun } from "#app/actions/runs.ts";
import { JobVersions } from "#components/job/activity/job-versions.tsx";
import { GoneJob } from "#components/job/gone-job.tsx";
import { JobPage } from "#components/job/job-page.tsx";
import { SavedToast } from "#components/job/saved-toast.tsx";
import { TabSkeleton } from "#components/job/tab-skeleton.tsx";
import { parseTab } from "#components/job/tabs.ts";
import { PageContent } from "#components/layout/page-content.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { GoneJob as GoneJobView } from "#lib/logpush/job/job-page.ts";
import type { May } from "#lib/logpush/views.ts";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { mayOf } from "#lib/server/base/caller.ts";
import { loadJobPage, requireRef } from "#lib/server/job/read-head.ts";
import { loadVersions } from "#lib/server/job/read-versions.ts";
import { renderTab } from "./tab.tsx";

type JobPageProps = PageProps<"/[scopeKind]/[scopeId]/jobs/[jobId]">;

export async function generateMetadata({ params }: JobPageProps): Promise<Metadata> {
  const page = await loadJobPage(await readKey(params));
  if (!page.ok) return { title: "Job" };
  return { title: page.value.kind === "gone" ? page.value.job.label : jobLabel(page.value.head.summary) };
}

export default async function Page({ params, searchParams }: JobPageProps) {
  const caller = await authorisePage("viewer");
  const key = await readKey(params);
  const [page, asked] = await Promise.all([loadJobPage(key), searchParams]);
  if (!page.ok) {
    if (page.error.code === "E_NOT_FOUND" || page.error.code === "E_SCOPE_ID") notFound();
    return (
      <div className="pt-6">
        <ErrorCallout error={page.error} />
      </div>
    );
  }
  const may = mayOf(caller);
  if (page.value.kind === "gone") return <Gone jobKey={key} job={page.value.job} may={may} />;
  const { head } = page.value;
  const tab = parseTab(asked.tab);
  return (
    <JobPage
      head={head}
      tab={tab}
      may={may}
      isCopying={asked.copy !== undefined && may.write}
      actions={{ setJobEnabled, readJob, deleteJob, updateJob, undoChange, readCopySource, listScopes, createRun }}
    >
      {asked.saved === undefined || tab === "settings" ? null : (
        <SavedToast
          key={String(asked.saved)}
          jobRef={head.summary.ref}
          version={head.version}
          undoChange={undoChange}
        />
      )}
      <PageContent key={tab} skeleton={<TabSkeleton tab={tab} />}>
        {renderTab({ jobKey: key, head, tab, caller, asked })}
      </PageContent>
    </JobPage>
  );
}

async function Gone({ jobKey, job, may }: { jobKey: string; job: GoneJobView; may: May }) {
  const history = await loadVersions(jobKey);
  return (
    <GoneJob job={job} may={may}>
      {history.ok ? (
        <JobVersions
          jobRef={requireRef(jobKey)}
          initial={history.value}
          nowMs={Date.now()}
          mayRestore={may.write}
          actions={{ listVersions, compareVersions, restoreVersion }}
        />
      ) : (
        <ErrorCallout error={history.error} />
      )}
    </GoneJob>
  );
}

/** As `jobKey` writes it. The reader checks it. */
async function readKey(params: JobPageProps["params"]): Promise<string> {
  const { scopeKind, scopeId, jobId } = await params;
  return `${scopeKind}/${scopeId}/${jobId}`;
}
