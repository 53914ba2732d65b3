import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { asReadJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import type { RedactedDestination } from "#lib/logpush/destination/redact.ts";
import { healthOf } from "#lib/logpush/job/health.ts";
import { adviseOn } from "#lib/logpush/job/health-advice.ts";
import {
  type JobRef,
  type JsonObject,
  jobKey,
  parseScopePath,
  type ScopeRef,
  scopePath,
} from "#lib/logpush/job/job.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobList, JobSummary, ScopeOption } from "#lib/logpush/views.ts";
import {
  type FoundJob,
  readFailedScopes,
  readListings,
  readScopeRows,
  readStoredJobs,
  type ScopeRow,
  type StoredQuery,
  type StoredVersion,
} from "#lib/store/inventory.ts";
import type { ListingTable } from "#lib/store/schema.ts";
import type { Context } from "../context/context.ts";
import { type NotesByKey, readJobNotes } from "../context/job-notes.ts";
import { factsOf } from "./reader.ts";
import { scopeKinds } from "./scope-pages.ts";
import { openVersion, parseJson } from "./sealed-job.ts";

// Rows of the store as what pages, exports and use cases read. Their JSON was written by this server.

/** A stored job as a list shows it; its health is as of now. */
export function summaryOf(row: FoundJob, { notes }: NotesByKey, nowMs: number): JobSummary {
  const ref = refOf(row);
  const facts = factsOf(row);
  const health = healthOf(facts, notes.get(jobKey(ref)), nowMs);
  const cause = row.cause === null ? null : parseJson<AppError>(row.cause);
  return {
    ref,
    name: row.name,
    scopeName: row.scope_name,
    ...facts,
    isLegacy: row.is_legacy === 1,
    destination: parseJson<RedactedDestination>(row.destination),
    health,
    advice: adviseOn({ health, job: facts, cause, nowMs }),
    cause,
  };
}

export function refOf(row: Pick<FoundJob, "scope" | "job_id">): JobRef {
  const scope = parseScopePath(row.scope);
  if (!scope) throw new Error("The store holds an invalid zone or account path.");
  return { ...scope, jobId: row.job_id };
}

/** A stored job with its secrets masked, as for a backup. */
export type MaskedJob = {
  ref: JobRef;
  name: string;
  scopeName: string;
  attrs: JsonObject;
  isEnabled: boolean;
  destination: RedactedDestination;
};

/** Every job that the caller sees and the filter leaves, masked. */
export async function readMaskedJobs(
  { store, realm }: Context,
  filter: Omit<StoredQuery, "realm"> = {},
): Promise<MaskedJob[]> {
  const rows = await readStoredJobs(store.db, { realm, ...filter });
  return rows.map((row) => ({
    ref: refOf(row),
    name: row.name,
    scopeName: row.scope_name,
    attrs: withTimes(row, parseJson<JsonObject>(row.attrs)),
    isEnabled: row.enabled === 1,
    destination: parseJson<RedactedDestination>(row.destination),
  }));
}

/** A stored job whole. Undefined if the store keeps no secrets of it, or the key is another one now. */
export type WholeJob = { ref: JobRef; read: ReadJob | undefined };

/** The jobs of a scope, or of all scopes, as Cloudflare last returned them. */
export async function readWholeJobs(context: Context, scope?: ScopeRef): Promise<WholeJob[]> {
  const rows = await readStoredJobs(context.store.db, {
    realm: context.realm,
    ...(scope ? { path: scopePath(scope) } : {}),
  });
  return rows.map((row) => ({ ref: refOf(row), read: openWhole(context, row) }));
}

function openWhole({ seal }: Context, row: StoredVersion): ReadJob | undefined {
  const opened = openVersion(seal, row, jobKey(refOf(row)));
  return opened && asReadJob(withTimes(row, opened.raw));
}

/** What each delivery changes is not part of a version. */
function withTimes(row: FoundJob, attrs: JsonObject): JsonObject {
  const news = { last_complete: row.last_complete, last_error: row.last_error, error_message: row.error_text };
  return { ...attrs, ...Object.fromEntries(Object.entries(news).filter(([key]) => key in attrs)) };
}

/** One job as a list shows it, and when it was read, in milliseconds since 1970, if the store has it. */
export async function findStoredJob(
  context: Context,
  ref: JobRef,
): Promise<{ summary: JobSummary; readAt: number } | undefined> {
  const { store, realm, now } = context;
  const [row] = await readStoredJobs(store.db, { realm, path: scopePath(ref), jobId: ref.jobId });
  if (!row) return undefined;
  const notes = await readJobNotes(context, [jobKey(ref)]);
  return { summary: summaryOf(row, { notes }, now()), readAt: Math.max(row.seen_at, row.scope_read_at ?? 0) };
}

/** All jobs with their health: what alerts and metrics go by. */
export async function listStoredJobs(context: Context): Promise<JobList> {
  const { store, realm, now } = context;
  const [rows, notes, trouble] = await Promise.all([
    readStoredJobs(store.db, { realm }),
    readJobNotes(context),
    readTrouble(context),
  ]);
  const nowMs = now();
  const oldest = rows.reduce((least, { scope_read_at: at }) => Math.min(least, at ?? least), nowMs);
  return {
    jobs: rows.map((row) => summaryOf(row, { notes }, nowMs)),
    ...trouble,
    asOf: new Date(oldest).toISOString(),
  };
}

/** The scopes, and what could not be read. */
export async function readTrouble(context: Context): Promise<Pick<JobList, "scopes" | "failures">> {
  const { store, realm } = context;
  const [scopes, listings] = await Promise.all([readScopeRows(store.db, realm), readListings(store.db, realm)]);
  const failures = await readFailures(context, listings);
  return { scopes: scopes.map(optionOf), failures: failures.map(({ scope, error }) => ({ scope, error })) };
}

/** What could not be read. A hidden scope is one that the API refuses, or no longer lists. */
export type StoredFailure = JobList["failures"][number] & { of: "kind" | "scope" | "hidden scope" };

/** What could not be read: all zones or all accounts, or single ones. */
export async function readFailures({ store, realm }: Context, listings: ListingTable[]): Promise<StoredFailure[]> {
  const failed = await readFailedScopes(store.db, realm, maxFailures);
  const ofKinds = listings.flatMap(({ kind, failure }): StoredFailure[] =>
    failure === null ? [] : [{ scope: kindScopes[kind], error: parseJson<AppError>(failure), of: "kind" }],
  );
  return [...ofKinds, ...failed.flatMap(failureOf)];
}

/** Those of all zones or of all accounts. */
export function failuresOfKinds(failures: JobList["failures"]): JobList["failures"] {
  return failures.filter(({ scope }) => !scope.path.includes("/"));
}

/** Throws `AppException` if neither kind could be listed and the store knows no scope either. */
export function requireKnown({ scopes, failures }: Pick<JobList, "scopes" | "failures">): void {
  const ofKinds = failuresOfKinds(failures);
  const [first] = ofKinds;
  if (first && ofKinds.length === scopeKinds.length && scopes.length === 0) throw new AppException(first.error);
}

/** More are counted and not named. */
const maxFailures = 1000;

export const kindScopes = {
  zones: { path: "zones", name: "Zones" },
  accounts: { path: "accounts", name: "Accounts" },
} satisfies Record<string, ScopeOption>;

export function optionOf({ path, name, account_id: accountId, account_name: accountName }: ScopeRow): ScopeOption {
  return { path, name, ...(accountName ? { accountName } : {}), ...(accountId ? { accountId } : {}) };
}

function failureOf(row: ScopeRow): StoredFailure[] {
  if (row.failure === null) return [];
  const of = row.hidden_at === null ? "scope" : "hidden scope";
  return [{ scope: optionOf(row), error: parseJson<AppError>(row.failure), of }];
}
