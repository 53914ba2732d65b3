"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { createJobCase } from "#lib/server/jobs/create-job.ts";
import { deleteJobCase } from "#lib/server/jobs/delete-job.ts";
import { exportJobsCase } from "#lib/server/jobs/export-jobs.ts";
import { watchJobsCase } from "#lib/server/jobs/list-page.ts";
import { readJobCase } from "#lib/server/jobs/read-job.ts";
import { readPushesCase } from "#lib/server/jobs/read-pushes.ts";
import { setJobEnabledCase } from "#lib/server/jobs/set-job-enabled.ts";
import { updateJobCase } from "#lib/server/jobs/update-job.ts";
import { setStaleAfterCase, watchJobCase } from "#lib/server/jobs/watch-job.ts";

export const createJob = defineAction(createJobCase);
export const updateJob = defineAction(updateJobCase);
export const setJobEnabled = defineAction(setJobEnabledCase);
export const deleteJob = defineAction(deleteJobCase);
export const readJob = defineAction(readJobCase);
export const watchJobs = defineAction(watchJobsCase);
/** @public Called by programs that watch one job; pages hear of changes by their stream. */
export const watchJob = defineAction(watchJobCase);
export const setStaleAfter = defineAction(setStaleAfterCase);
export const readPushes = defineAction(readPushesCase);
export const exportJobs = defineAction(exportJobsCase);
