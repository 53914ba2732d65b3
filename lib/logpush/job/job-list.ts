import type { AppError } from "../result.ts";
import type { JobSummary, ScopeOption } from "./from-wire.ts";

/** All jobs of all scopes that the credential sees; scopes that could not be read are named, not hidden. */
export type JobList = {
  jobs: JobSummary[];
  scopes: ScopeOption[];
  failures: { scope: ScopeOption; error: AppError }[];
  /** When the jobs were read, RFC 3339. */
  asOf: string;
};
