import { checkDestination, checkFields, findSameDestination, readFields, readTerraform } from "./checks.ts";
import { createJob, readJob, updateJob } from "./jobs.ts";
import { listScopes, planCreate } from "./plans.ts";
import { countScopeJobs, findScopes, readTransformers } from "./scopes.ts";
import { readFieldPrices } from "./usage.ts";

/** The actions that a job's form needs; its page passes them on. */
export const formActions = {
  createJob,
  updateJob,
  readJob,
  readFields,
  findScopes,
  countScopeJobs,
  listScopes,
  planCreate,
  readTransformers,
  findSameDestination,
  checkDestination,
  checkFields,
  readTerraform,
  readFieldPrices,
};
