import {
  checkDestination,
  checkFields,
  createJob,
  findSameDestination,
  readFields,
  readJob,
  readTerraform,
  updateJob,
} from "./actions.ts";

/** The actions that a job's form needs; its page passes them on. */
export const formActions = {
  createJob,
  updateJob,
  readJob,
  readFields,
  findSameDestination,
  checkDestination,
  checkFields,
  readTerraform,
};
