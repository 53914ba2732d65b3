import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { parseHealthState } from "#lib/logpush/job/health-states.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import { listRow } from "#lib/logpush/list/list-row.ts";
import { type ListView, viewToQuery } from "#lib/logpush/list/list-view.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobPage, ListedJob, PollSchedule } from "#lib/logpush/views.ts";
import { listMutes } from "#lib/store/alert-channels.ts";
import {
  countAllJobs,
  countFailed,
  countJobs,
  type FoundJob,
  findJobRows,
  findScopeRow,
  type JobQuery,
  listUsedDatasets,
  readListings,
  readProgress,
} from "#lib/store/inventory.ts";
import type { Context } from "../context/context.ts";
import { readJobNotes } from "../context/job-notes.ts";
import { readEnv } from "../env/env.ts";
import { areAllListed, prepareReading } from "./freshness.ts";
import { filterOf, orderOf, splitStates, statesOfView } from "./list-query.ts";
import { readBars } from "./row-bars.ts";
import { paceOf } from "./schedule.ts";
import { scopeKinds } from "./scope-pages.ts";
import { readFailures, refOf, type StoredFailure, summaryOf } from "./stored-jobs.ts";

/** More than a screen: read and drawn at once, and sent before anybody has scrolled. */
const pageSize = 30;
/** The search offers these; others are found by typing. */
const datasetsShown = 60;
/** More failures say nothing more. */
const failuresShown = 20;

/**
 * One page of the list: found, filtered, sorted and counted by the store. Throws `AppException` if nothing is known and
 * the API refuses to say more.
 */
export async function findJobs(context: Context, view: ListView): Promise<JobPage> {
  await prepareReading(context, "list");
  const { store, realm, now } = context;
  const filter = { realm, ...filterOf(view) };
  const [{ counts, datasets }, progress, scope, failed, listings] = await Promise.all([
    isFiltered(filter) ? countMatching(context, filter) : countAllJobs(store.db, realm),
    readProgress(store.db, realm),
    view.scope === "" ? undefined : findScopeRow(store.db, { realm, path: view.scope }),
    countFailed(store.db, realm),
    readListings(store.db, realm),
  ]);
  const { scopes: scopeCount, unread: unreadScopes } = progress;
  const stored = await readFailures(context, listings);
  const states = statesOfView(view);
  const total = sumOf(counts, states.length > 0 ? states : [...counts.keys()]);
  const count = Math.max(1, Math.ceil(total / pageSize));
  const number = Math.min(view.page, count);
  const offset = (number - 1) * pageSize;
  const { found, urgent } = await findRows(context, { view, filter, counts, offset });
  const { outdated, failures, failureCount } = sortTrouble(stored, { scopes: scopeCount, unreadScopes, failed });
  if (outdated && scopeCount === 0) throw new AppException(outdated);
  const nowMs = now();
  const oldest = found.reduce((least, { scope_read_at: at }) => Math.min(least, at ?? least), nowMs);
  return {
    query: viewToQuery(view),
    rows: await rowsOf(context, found, nowMs),
    urgent,
    number,
    count,
    first: found.length === 0 ? 0 : offset + 1,
    last: offset + found.length,
    total,
    counts: Object.fromEntries(
      Array.from(counts).flatMap(([state, jobs]) => (parseHealthState(state) ? [[state, jobs]] : [])),
    ),
    scopeName: scope && scope.hidden_at === null ? scope.name : "",
    scopeCount,
    datasets: datasets.slice(0, datasetsShown),
    hasJobs: datasets.length > 0,
    unreadScopes,
    isListed: areAllListed(listings),
    failures: failures.slice(0, failuresShown).map(({ scope: unread, error }) => ({ scope: unread, error })),
    failureCount,
    asOf: new Date(oldest).toISOString(),
    nowMs,
    pollSchedule: pollSchedule(context),
    ...(outdated ? { outdated } : {}),
  };
}

async function rowsOf(context: Context, found: FoundJob[], nowMs: number): Promise<ListedJob[]> {
  const [notes, barsOf, mutes] = await Promise.all([
    readJobNotes(
      context,
      found.map((row) => jobKey(refOf(row))),
    ),
    readBars(context, found, nowMs),
    listMutes(context.store.db, context.realm, { nowMs }),
  ]);
  const untilOf = new Map(mutes.map(({ job_key, until }) => [job_key, until === null ? null : isoOf(until)]));
  const muteOf = (row: FoundJob) => {
    const [own, ofScope] = [untilOf.get(jobKey(refOf(row))), untilOf.get(row.scope)];
    if (own !== undefined) return { until: own };
    return ofScope === undefined ? undefined : { until: ofScope, isOfScope: true as const };
  };
  return found.map((row) =>
    listRow(summaryOf(row, { notes }, nowMs), {
      label: row.is_ambiguous ? `${row.label} (${row.job_id})` : row.label,
      bars: barsOf(row),
      staleSince: staleSinceOf(row, nowMs),
      mute: muteOf(row),
      nowMs,
    }),
  );
}

const isoOf = (ms: number) => new Date(ms).toISOString();

type Filter = ReturnType<typeof filterOf> & { realm: string };

function isFiltered({ words, terms, scope, dataset }: Filter): boolean {
  return words.length > 0 || terms.length > 0 || scope !== "" || dataset !== "";
}

/** Of the jobs that match, how many are in each state; the datasets are those of all. */
async function countMatching({ store }: Context, filter: Filter) {
  const [counts, datasets] = await Promise.all([countJobs(store.db, filter), listUsedDatasets(store.db, filter.realm)]);
  return { counts, datasets };
}

type Part = { view: ListView; filter: Filter; counts: ReadonlyMap<string, number>; offset: number };

/**
 * The rows of a page. In the default order they are those that need somebody, the most urgent first, and then the
 * others by name: two queries, each along an index.
 */
async function findRows({ store }: Context, { view, filter, counts, offset }: Part) {
  const states = statesOfView(view);
  const find = (part: Partial<JobQuery> & Pick<JobQuery, "limit" | "offset">) =>
    part.limit <= 0 ? [] : findJobRows(store.db, { ...filter, states, order: orderOf(view), ...part });
  if (view.sort !== "attention") return { found: await find({ limit: pageSize, offset }), urgent: null };
  const { urgent, other } = splitStates(states);
  const count = sumOf(counts, urgent);
  const hasOthers = sumOf(counts, other) > 0;
  const most = urgent.length === 0 ? 0 : Math.min(pageSize, Math.max(0, count - offset));
  const byName = { by: "name", isDescending: false } as const;
  const [first, rest] = await Promise.all([
    find({ states: urgent, limit: most, offset }),
    !hasOthers
      ? []
      : find({ states: other, order: byName, limit: pageSize - most, offset: Math.max(0, offset - count) }),
  ]);
  return { found: [...first, ...rest], urgent: { total: count, rows: first.length } };
}

function sumOf(counts: ReadonlyMap<string, number>, states: readonly string[]): number {
  return states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
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
