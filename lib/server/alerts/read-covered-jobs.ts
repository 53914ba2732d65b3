import "server-only";
import type { JobList } from "#lib/logpush/views.ts";
import { type Coverage, readCoverage } from "#lib/store/alerts.ts";
import type { Context } from "../context/context.ts";
import { readUnattended } from "../inventory/freshness.ts";
import { listKnownJobs } from "../inventory/list-jobs.ts";

/** The jobs, and how much of the realm they are. */
export type CoveredJobs = Pick<JobList, "jobs" | "failures"> & Coverage;

/** All jobs that the store has, and of which scopes they are not known. */
export async function readCoveredJobs(context: Context): Promise<CoveredJobs> {
  const { store, realm } = context;
  await readUnattended(context);
  // Before the jobs, so that those of a scope that counts as read are among them. Again afterwards, because one that
  // was hidden in between lacks its jobs.
  const before = await readCoverage(store.db, realm);
  const { jobs, failures } = await listKnownJobs(context);
  const after = await readCoverage(store.db, realm);
  return {
    ...{ jobs, failures, unread: [...new Set([...before.unread, ...after.unread])] },
    isListed: before.isListed && after.isListed,
    isTried: before.isTried && after.isTried,
  };
}
