import type { ScopeKind } from "../datasets.ts";
import type { JsonObject } from "../json.ts";

export type Scope = { kind: ScopeKind; id: string };

/** The keys that the service owns; everything else in a job is what a client sent. */
export type StoredJob = {
  id: number;
  scope: Scope;
  dataset: string;
  /** The client's keys as they came, unknown ones included; `destination_conf` is never rewritten. */
  settings: JsonObject & { destination_conf: string; enabled: boolean };
  lastComplete: string | null;
  lastError: string | null;
  errorMessage: string | null;
  /** First failure since the last success, in clock milliseconds; decides when the service gives up. */
  failingSince: number | null;
  /** A generated job that was changed: its deliveries before this time (clock milliseconds) are simulated. */
  simulatedUntil?: number;
};

export type InstantJob = {
  zoneId: string;
  result: { destination_conf: string; fields: string; filter: string; sample: number; session_id: string };
};

/**
 * Deliveries with the same result. `final` is 1 for those that are not retried: delivered ones, and failed ones whose
 * logs are given up. `bytes` are uncompressed.
 */
export type PushTally = {
  status: number;
  final: 0 | 1;
  count: number;
  records: number;
  bytes: number;
  bytesCompressed: number;
};

/** What older files stored for an hour: the number of deliveries by status. */
export type OldCounts = { [status: string]: number };

/** Results of deliveries: by job, then by the start of the minute or hour (RFC 3339). */
export type Pushes = { [jobId: string]: { [time: string]: PushTally[] | OldCounts } };

/** One change of a job through the API, as the account's audit log keeps it: no values. */
export type AuditLogEntry = {
  id: string;
  /** RFC 3339, whole seconds. */
  when: string;
  action: "create" | "update" | "delete";
  jobId: number;
  scope: Scope;
  /** The email address of the credential's owner. */
  by: string;
};

/** `pushes` and `auditLog` are absent in older files, `removedJobs` (the IDs of generated jobs) if there are none. */
export type State = {
  version: 1;
  nextJobId: number;
  jobs: StoredJob[];
  instantJobs: InstantJob[];
  pushes?: Pushes;
  removedJobs?: number[];
  auditLog?: AuditLogEntry[];
};

/** What the API shows of settings that a client never sent. The README says which of them are documented. */
const DEFAULTS = {
  name: "",
  kind: "",
  output_options: null,
  logpull_options: null,
  filter: null,
  max_upload_bytes: null,
  max_upload_records: null,
  max_upload_interval_seconds: null,
};
const DEFAULT_FREQUENCY = "high";

/** A job as the API shows it. A cleared `frequency` is the default again. */
export function jobToWire(job: StoredJob): JsonObject {
  return {
    id: job.id,
    dataset: job.dataset,
    ...DEFAULTS,
    ...job.settings,
    frequency: job.settings.frequency || DEFAULT_FREQUENCY,
    last_complete: job.lastComplete,
    last_error: job.lastError,
    error_message: job.errorMessage,
  };
}

/** A clock value as the API writes times: whole seconds, UTC. */
export function toRfc3339(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

export function isSameScope(a: Scope, b: Scope): boolean {
  return a.kind === b.kind && a.id === b.id;
}
