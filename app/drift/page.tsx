import type { Metadata } from "next";
import { exportJobs, readJob, updateJob } from "#app/actions/jobs.ts";
import { createRun } from "#app/actions/runs.ts";
import { DriftPage } from "#components/drift/drift-page.tsx";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { mayOf } from "#lib/server/base/caller.ts";
import { listDatasets } from "#lib/server/scopes/datasets.ts";

export const metadata: Metadata = { title: "Drift" };

export default async function Page() {
  const caller = await authorisePage("viewer");
  return (
    <DriftPage may={mayOf(caller)} datasets={listDatasets()} actions={{ exportJobs, readJob, updateJob, createRun }} />
  );
}
