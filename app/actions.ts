"use server";

import { jobFormSchema } from "#lib/logpush/job/check-form.ts";
import {
  checkDestination as validateDestination,
  checkFields as validateFields,
} from "#lib/server/checks/cloudflare-checks.ts";
import { findSameDestination as findSame } from "#lib/server/checks/find-same-destination.ts";
import { defineAction } from "#lib/server/define/define-action.ts";
import {
  deleteJobSchema,
  findSameDestinationSchema,
  formCheckSchema,
  jobRefSchema,
  noInputSchema,
  readFieldsSchema,
  setJobEnabledSchema,
  setStaleAfterSchema,
  updateJobSchema,
} from "#lib/server/define/input-schemas.ts";
import { readTerraformSchema, readTerraformText } from "#lib/server/import/read-terraform.ts";
import { createJob as create } from "#lib/server/jobs/create-job.ts";
import { deleteJob as remove } from "#lib/server/jobs/delete-job.ts";
import { exportAllJobs } from "#lib/server/jobs/export-jobs.ts";
import { watchAllJobs } from "#lib/server/jobs/job-reading.ts";
import { readJobDetail } from "#lib/server/jobs/read-job.ts";
import { readPushes as readHistory } from "#lib/server/jobs/read-pushes.ts";
import { setJobEnabled as switchJob } from "#lib/server/jobs/set-job-enabled.ts";
import { updateJob as update } from "#lib/server/jobs/update-job.ts";
import { setStaleAfter as setThreshold, watchJob as watch } from "#lib/server/jobs/watch-job.ts";
import { readFieldList } from "#lib/server/scopes/datasets.ts";

export const createJob = defineAction(
  { name: "createJob", role: "admin", input: jobFormSchema, isWrite: true },
  create,
);

export const updateJob = defineAction(
  { name: "updateJob", role: "admin", input: updateJobSchema, isWrite: true, formKey: "values" },
  update,
);

export const setJobEnabled = defineAction(
  { name: "setJobEnabled", role: "operator", input: setJobEnabledSchema, isWrite: true },
  switchJob,
);

export const deleteJob = defineAction(
  { name: "deleteJob", role: "admin", input: deleteJobSchema, isWrite: true },
  remove,
);

export const readJob = defineAction({ name: "readJob", role: "viewer", input: jobRefSchema }, readJobDetail);

export const watchJobs = defineAction(
  { name: "watchJobs", role: "viewer", input: noInputSchema, isBackground: true },
  watchAllJobs,
);

export const watchJob = defineAction(
  { name: "watchJob", role: "viewer", input: jobRefSchema, isBackground: true },
  watch,
);

export const readPushes = defineAction({ name: "readPushes", role: "viewer", input: jobRefSchema }, readHistory);

// No job changes, so this is not a write for the wrapper; re-rendering the page would disturb its form.
export const setStaleAfter = defineAction(
  { name: "setStaleAfter", role: "operator", input: setStaleAfterSchema },
  setThreshold,
);

export const exportJobs = defineAction({ name: "exportJobs", role: "viewer", input: noInputSchema }, exportAllJobs);

export const readFields = defineAction({ name: "readFields", role: "viewer", input: readFieldsSchema }, readFieldList);

export const findSameDestination = defineAction(
  { name: "findSameDestination", role: "operator", input: findSameDestinationSchema, formKey: "values" },
  findSame,
);

export const checkDestination = defineAction(
  { name: "checkDestination", role: "operator", input: formCheckSchema, formKey: "values" },
  validateDestination,
);

export const checkFields = defineAction(
  { name: "checkFields", role: "viewer", input: formCheckSchema, formKey: "values" },
  validateFields,
);

export const readTerraform = defineAction(
  { name: "readTerraform", role: "admin", input: readTerraformSchema },
  readTerraformText,
);
