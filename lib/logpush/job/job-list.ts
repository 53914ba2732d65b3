import type { AppError } from "../result.ts";
import type { JobSummary, ScopeOption } from "./from-wire.ts";
import type { JobRef, JsonObject } from "./job.ts";

/** All jobs of all scopes that the credential sees; scopes that could not be read are named, not hidden. */
export type JobList = {
  jobs: JobSummary[];
  scopes: ScopeOption[];
  failures: { scope: ScopeOption; error: AppError }[];
  /** When the jobs were read, RFC 3339. */
  asOf: string;
  pace: RefreshPace;
  /** Why there is no newer list than this one. */
  outdated?: AppError;
};

/** When a page may read again by itself, in milliseconds from its reading, and until when the API's rate limit makes it wait. */
export type RefreshPace = { everyMs: number; pausedUntil: string | null };

/** Jobs for a file: each as Cloudflare returns it with its secrets masked, and its `zone_id` or `account_id`. */
export type ExportedJob = { ref: JobRef; scopeName: string; json: JsonObject };

export type JobExport = { jobs: ExportedJob[] } & Pick<JobList, "scopes" | "failures">;
