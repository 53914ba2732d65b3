import type { Mute } from "./alerts/mute.ts";
import type { HttpDestination } from "./destination/http.ts";
import type { RedactedDestination } from "./destination/redact.ts";
import type { Change } from "./job/diff.ts";
import type { JobFormValues } from "./job/form-schema.ts";
import type { Health, HealthState } from "./job/health.ts";
import type { HealthAdvice } from "./job/health-advice.ts";
import type { JobRef, JsonObject } from "./job/job.ts";
import type { WireJob } from "./job/wire-schema.ts";
import type { AppError } from "./result.ts";

// The view models: plain, redacted data that the server hands to pages. Types only, so importing one loads no code.

/** What the person's role permits, so that a page offers no more; the server checks again on each request. */
export type May = {
  /** Switch jobs, test deliveries. */
  operate: boolean;
  /** Create, change and delete jobs. */
  write: boolean;
};

/** A zone or account visible to the credential. `path` is `zones/{id}` or `accounts/{id}`; only zones name an account. */
export type ScopeOption = { path: string; name: string; accountName?: string; accountId?: string };

/** An SQL transformer of an account, for records of one dataset; "" for what the API leaves out. */
export type TransformerOption = { id: number; name: string; dataset: string };

/** A job in the list, without any value from its destination. */
export type JobSummary = {
  ref: JobRef;
  name: string;
  scopeName: string;
  dataset: string;
  enabled: boolean;
  isLegacy: boolean;
  destination: RedactedDestination;
  health: Health;
  /** What the state means and what to do about it. */
  advice: HealthAdvice;
  lastComplete: string | null;
  lastError: string | null;
  /** Cloudflare's own text, with the destination's values masked. */
  errorMessage: string | null;
  /** The same, decoded: what happened and what to do next. */
  cause: AppError | null;
};

/**
 * The stored job that an update's body is built against. `destination` is present if the form can edit it; `shown` is
 * how the form displayed settings with masked secrets: a setting that still reads the same was not edited.
 */
export type StoredJob = {
  job: WireJob;
  destination?: HttpDestination;
  shown?: Pick<JobFormValues, "otherSettings">;
};

/** A job's health, which its page refreshes independently of the form. */
export type JobWatch = {
  summary: JobSummary;
  /** When it was read, RFC 3339. */
  asOf: string;
  /** Minutes without a delivery before the job counts as quiet: set for this job, and the dataset's default. */
  staleAfterMinutes: { own: number | null; ofDataset: number };
  pollSchedule: PollSchedule;
};

/** Everything a job's page needs. `versions` holds a keyed digest per attribute, to detect changes made elsewhere. */
export type JobDetail = {
  summary: JobSummary;
  watch: JobWatch;
  values: JobFormValues;
  versions: Record<string, string>;
  /** Attributes without a form field; every save keeps them as they are. */
  otherSettings: JsonObject;
  /** The whole job for a backup, with its destination masked. */
  redactedJson: string;
  /** The same as data: `toUpdateBody` of this and the form values is what a save sends, except for masked values. */
  masked: StoredJob;
};

/** All jobs in every scope that the credential can see. Scopes that could not be read are listed as failures. */
export type JobList = {
  jobs: JobSummary[];
  scopes: ScopeOption[];
  failures: { scope: ScopeOption; error: AppError }[];
  /** When the jobs were read, RFC 3339. */
  asOf: string;
};

/** The way to a repair: the words of a link, and the part of the job's page that it opens. */
export type RowFix = { text: string; query: string };

/** Why a job needs somebody, in one sentence; what happens when, if that is known; and the next step. */
export type RowTrouble = { cause: string; clock: string; fix: RowFix };

/** Where a version comes from: the first that was seen, a change through Headgate or elsewhere, or a restore. */
export type VersionSource = "first" | "headgate" | "outside" | "restored";

/** A state that a job had. */
export type JobVersion = {
  /** From 1. */
  n: number;
  /** When it was first seen, RFC 3339. */
  at: string;
  source: VersionSource;
  /** The name of who made it; null where nobody here did. */
  actor: string | null;
  isCurrent: boolean;
  /** Whether its secrets are kept and can be read; otherwise a restore asks for them. */
  hasSecrets: boolean;
  /** Since the version before; null for the first. */
  changes: Change[] | null;
};

/** The versions of a job, newest first. `next` is the number to go on from. */
export type JobHistory = { versions: JobVersion[]; next: number | null; isGone: boolean; current: number };

/** A row of the list. */
export type ListedJob = {
  /** `zones/{id}/{jobId}` or `accounts/{id}/{jobId}`. */
  key: string;
  name: string;
  /** The name with its id, where several jobs share the name. */
  label?: string;
  /** The name of its zone or account. */
  scope: string;
  dataset: string;
  enabled: boolean;
  state: HealthState;
  /** Where it delivers, masked: an endpoint's host and path. */
  host: string;
  path: string;
  lastComplete: string | null;
  /** The deliveries of the last 24 hours, as `encodeHours` writes them. */
  bars: string;
  isLegacy?: boolean;
  /** Headgate cannot read the destination. */
  isUnparsed?: boolean;
  /** When its zone or account was last read, RFC 3339, if that is longer ago than expected. */
  staleSince?: string;
  /** Its alerts are held back. */
  mute?: Mute;
  trouble?: RowTrouble;
};

/** One page of the list, as the store has it. */
export type JobPage = {
  /** The view that it answers, as `viewToQuery` writes it. */
  query: string;
  rows: ListedJob[];
  /**
   * How many jobs that match need attention, and how many of the first rows are such. The others follow by name. Null:
   * the rows are one group in another order.
   */
  urgent: { total: number; rows: number } | null;
  /** From 1; `count` is how many pages there are; `first` and `last` are the numbers of its rows, 0 without rows. */
  number: number;
  count: number;
  first: number;
  last: number;
  /** How many jobs match with the filter by health, and without it by state. */
  total: number;
  counts: Partial<Record<HealthState, number>>;
  /** The name of the zone or account that the view is limited to; empty if it is not. */
  scopeName: string;
  /** How many zones and accounts there are. */
  scopeCount: number;
  /** Whether there is any job at all, with or without the filters. */
  hasJobs: boolean;
  /** How many scopes were never read so far: the first inventory is under way. */
  unreadScopes: number;
  /** Whether Cloudflare has been asked which zones and which accounts there are. */
  isListed: boolean;
  /** The first of them; `failureCount` says how many there are. */
  failures: JobList["failures"];
  failureCount: number;
  /** Which datasets there are jobs of, for the search. */
  datasets: string[];
  /** When the oldest of these rows was read, RFC 3339. */
  asOf: string;
  /** The server's time, from which ages are counted, in milliseconds since 1970. */
  nowMs: number;
  pollSchedule: PollSchedule;
  /** Why nothing newer could be read. */
  outdated?: AppError;
};

/** The poll interval in milliseconds, and until when the API's rate limit makes polling wait. */
export type PollSchedule = { intervalMs: number; pausedUntil: string | null };

/** A job for a backup file: as Cloudflare returns it with secrets masked, plus its `zone_id` or `account_id`. */
export type ExportedJob = { ref: JobRef; scopeName: string; json: JsonObject };

export type JobExport = { jobs: ExportedJob[] } & Pick<JobList, "scopes" | "failures">;
