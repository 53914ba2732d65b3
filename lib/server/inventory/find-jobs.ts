import "server-only";
import * as z from "zod/mini";
import { AppException } from "#lib/cloudflare/errors.ts";
import { healthStates, parseHealthState } from "#lib/logpush/job/health.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import { type ListView, sortOrders, viewToQuery } from "#lib/logpush/list/list-view.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobPage, ListedJob, PollSchedule } from "#lib/logpush/views.ts";
import {
  countFailed,
  countJobs,
  countUnread,
  type FoundJob,
  findJobRows,
  findScopes,
  type JobQuery,
  readDatasets,
  readListings,
  type StoredQuery,
} from "#lib/store/inventory.ts";
import type { Context } from "../context/context.ts";
import { type NotesByKey, readJobNotes } from "../context/job-notes.ts";
import { readEnv } from "../env/env.ts";
import { areAllListed, prepareReading } from "./freshness.ts";
import { paceOf } from "./schedule.ts";
import { scopeKinds } from "./scope-pages.ts";
import { optionOf, readFailures, refOf, type StoredFailure, summaryOf } from "./stored-jobs.ts";

export const pageSize = 100;
/** More scopes are found by typing. */
const scopesShown = 100;
/** More failures say nothing more. */
const failuresShown = 20;

/** The view of the list as the browser sends it. */
export const listViewSchema = z.object({
  q: z.string().check(z.maxLength(500)),
  scope: z.string().check(z.maxLength(60)),
  dataset: z.string().check(z.maxLength(200)),
  health: z.pipe(
    z.optional(z.enum(healthStates)),
    z.transform((state) => state),
  ),
  sort: z.enum(sortOrders),
  page: z.int().check(z.gte(1), z.lte(1_000_000)),
});

/**
 * One page of the list: found, filtered, sorted and counted by the store. Throws `AppException` if nothing is known and
 * the API refuses to say more.
 */
export async function findJobs(context: Context, view: ListView): Promise<JobPage> {
  await prepareReading(context, "list");
  const { store, realm, now } = context;
  const words = wordsOf(view);
  const filter = { realm, words, scope: view.scope, dataset: view.dataset };
  const [counts, datasets, scopes, unreadScopes, failed, listings] = await Promise.all([
    countJobs(store.db, filter),
    readDatasets(store.db, realm),
    findScopes(store.db, { realm, words: [], limit: scopesShown }),
    countUnread(store.db, realm),
    countFailed(store.db, realm),
    readListings(store.db, realm),
  ]);
  const stored = await readFailures(context, listings);
  const total = view.health ? (counts.get(view.health) ?? 0) : Array.from(counts.values()).reduce((a, b) => a + b, 0);
  const count = Math.max(1, Math.ceil(total / pageSize));
  const number = Math.min(view.page, count);
  const found = await findJobRows(store.db, {
    ...filter,
    ...orderOf(view),
    state: view.health ?? "",
    limit: pageSize,
    offset: (number - 1) * pageSize,
  });
  const notes = await readJobNotes(
    context,
    found.map((row) => jobKey(refOf(row))),
  );
  const nowMs = now();
  const rows = found.map((row) => listedOf(row, { notes }, nowMs));
  const { outdated, failures, failureCount } = sortTrouble(stored, {
    scopes: scopes.total,
    unreadScopes,
    failed,
  });
  if (outdated && scopes.total === 0) throw new AppException(outdated);
  const oldest = found.reduce((least, { scope_read_at: at }) => Math.min(least, at ?? least), nowMs);
  return {
    query: viewToQuery(view),
    rows,
    number,
    count,
    first: rows.length === 0 ? 0 : (number - 1) * pageSize + 1,
    last: (number - 1) * pageSize + rows.length,
    total,
    counts: Object.fromEntries(
      Array.from(counts).flatMap(([state, jobs]) => (parseHealthState(state) ? [[state, jobs]] : [])),
    ),
    datasets,
    scopes: scopes.rows.map(optionOf),
    scopeCount: scopes.total,
    hasJobs: datasets.length > 0,
    unreadScopes,
    isListed: areAllListed(listings),
    failures: failures.slice(0, failuresShown).map(({ scope, error }) => ({ scope, error })),
    failureCount,
    asOf: new Date(oldest).toISOString(),
    nowMs,
    pollSchedule: pollSchedule(context),
    ...(outdated ? { outdated } : {}),
  };
}

/** The filter and the order of a view, for all of its pages. */
export function queryOf(view: ListView): Omit<StoredQuery, "realm"> {
  const { scope, dataset, health } = view;
  return {
    ...(scope === "" ? {} : { path: scope }),
    dataset,
    state: health ?? "",
    words: wordsOf(view),
    ...orderOf(view),
  };
}

function wordsOf({ q }: ListView): string[] {
  return q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, maxWords);
}

/** Each word costs one comparison per job. */
const maxWords = 20;

function orderOf({ sort }: ListView): Pick<JobQuery, "order"> {
  return { order: { by: sort.endsWith("health") ? "health" : "name", isDescending: sort.startsWith("-") } };
}

function listedOf(row: FoundJob, notes: NotesByKey, nowMs: number): ListedJob {
  const job = summaryOf(row, notes, nowMs);
  const isAmbiguous = Boolean(row.is_ambiguous);
  return {
    job,
    key: jobKey(refOf(row)),
    label: isAmbiguous ? `${row.label} (${row.job_id})` : row.label,
    staleSince: staleSinceOf(row, nowMs),
  };
}

/** Longer than the slowest pace: something keeps this scope from being read. */
export function staleSinceOf({ scope_read_at: readAt }: FoundJob, nowMs: number): string | null {
  const { longestMs, idleMs } = paceOf[readEnv().mode];
  const isOld = readAt !== null && nowMs - readAt > Math.max(2 * longestMs, 2 * idleMs);
  return isOld ? new Date(readAt).toISOString() : null;
}

type Counts = { scopes: number; unreadScopes: number; failed: { all: number; listed: number } };
type Trouble = { outdated?: AppError; failures: StoredFailure[]; failureCount: number };

/**
 * Trouble with everything that is listed is said once, as the reason why nothing is newer. Otherwise what could not be
 * read is named, and refused scopes always are: the list shows none of their jobs.
 */
function sortTrouble(failures: StoredFailure[], { scopes, unreadScopes, failed }: Counts): Trouble {
  const kinds = failures.filter(({ of }) => of === "kind").length;
  const isEverything = kinds === scopeKinds.length || (scopes > 0 && unreadScopes === 0 && failed.listed >= scopes);
  const first = failures.find(({ of }) => of !== "hidden scope");
  if (!isEverything || !first) return { failures, failureCount: kinds + failed.all };
  return {
    outdated: first.error,
    failures: failures.filter(({ of }) => of === "hidden scope"),
    failureCount: failed.all - failed.listed,
  };
}

/** With the background reader, pages hear of changes and read the store alone; this is for when their stream breaks. */
function pollSchedule(context: Context): PollSchedule {
  const pace = paceOf[readEnv().mode];
  return { intervalMs: context.isReadInBackground ? pace.watchedMs : pace.idleMs, pausedUntil: null };
}
