import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { healthOf } from "#lib/logpush/job/health.ts";
import { jobKey, parseScopePath } from "#lib/logpush/job/job.ts";
import {
  countScopes,
  type JobRow,
  readDueScopes,
  readListings,
  readRecheckable,
  recordState,
} from "#lib/store/inventory.ts";
import { isRunApplied } from "#lib/store/runs.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import type { Context } from "../context/context.ts";
import { readJobNotes } from "../context/job-notes.ts";
import { publishChange } from "./changes-stream.ts";
import { stateColumns } from "./observed-job.ts";
import { type Round, readAudience, readListing, readScope } from "./read-api.ts";
import { fewScopes, type Pace } from "./schedule.ts";
import { scopeKinds } from "./scope-pages.ts";

/** How many scopes are read at the same time. */
const scopesAtOnce = 8;
/** The longest time between two checks of what is due. */
const tickMs = 500;
const afterFailureMs = 5000;
/** After trouble of the store no reading begins for a while; what cannot be read for another reason waits alone. */
const storePause = { firstMs: 5000, longestMs: 60_000 };
const ownPause = { firstMs: 30_000, longestMs: 15 * 60_000 };
/** Calls of people may leave some sooner than was said. */
const longestWaitMs = 30_000;

/**
 * Keeps the store current until `signal` aborts: lists zones and accounts, reads the jobs of scopes as they become due,
 * and moves states on that change by the passing of time.
 */
export async function runReader(context: Context, pace: Pace, signal: AbortSignal): Promise<void> {
  const readings: Readings = { inFlight: new Map(), waitsUntil: 0, storeFailures: 0, held: new Map() };
  let isFailing = false;
  while (!signal.aborted) {
    try {
      await tick(context, pace, readings);
      isFailing = false;
    } catch (error) {
      if (!isFailing) log({ level: "error", event: `the background reader failed (${nameOf(error)})` });
      isFailing = true;
    }
    await rest(isFailing ? afterFailureMs : tickMs, signal, isFailing ? [] : [...readings.inFlight.values()]);
  }
  await Promise.allSettled(readings.inFlight.values());
}

type Readings = {
  /** The readings that run, by what they read. */
  inFlight: Map<string, Promise<void>>;
  /** Until when no other begins, and how often in a row the store was the reason. */
  waitsUntil: number;
  storeFailures: number;
  /** What failed in a way that the store does not know of, how often in a row, and until when it waits. */
  held: Map<string, { failures: number; until: number }>;
};

async function tick(context: Context, pace: Pace, readings: Readings): Promise<void> {
  if (context.now() >= readings.waitsUntil) await startDue(context, pace, readings);
  await recheckStates(context);
}

async function startDue(context: Context, pace: Pace, readings: Readings): Promise<void> {
  const { inFlight } = readings;
  const onWait = (ms: number) => {
    readings.waitsUntil = Math.max(readings.waitsUntil, context.now() + Math.min(ms, longestWaitMs));
  };
  const round = { ...(await beginRound(context, pace)), onWait };
  const start = (key: string, work: () => Promise<void>) => {
    const done = work()
      .then(() => {
        readings.storeFailures = 0;
        readings.held.delete(key);
      })
      .catch((error: unknown) => holdBack(readings, { key, error, at: context.now() }))
      .finally(() => inFlight.delete(key));
    inFlight.set(key, done);
  };
  const isHeld = (key: string) => (readings.held.get(key)?.until ?? 0) > context.now();
  const isFree = (key: string) => !inFlight.has(key) && !isHeld(key);
  const listings = await readListings(context.store.db, context.realm);
  for (const kind of scopeKinds) {
    const dueAt = listings.find((one) => one.kind === kind)?.due_at ?? 0;
    if (dueAt <= context.now() && isFree(kind)) start(kind, () => readListing(context, kind, round));
  }
  const free = scopesAtOnce - inFlight.size;
  if (free > 0) {
    const isYielding = round.scopes > fewScopes && (await isRunApplied(context.store.db, context.realm));
    const due = await readDueScopes(context.store.db, {
      ...{ realm: context.realm, now: context.now(), limit: free + inFlight.size + readings.held.size },
      ...(isYielding ? { yielding: { ms: pace.yieldMs, except: [...round.viewers] } } : {}),
    });
    for (const row of due.filter(({ path }) => isFree(path)).slice(0, free)) {
      start(row.path, () => readScope(context, row, round));
    }
  }
}

/** What failed without leaving a trace in the store is still due, and must not be read again at once. */
function holdBack(readings: Readings, { key, error, at }: { key: string; error: unknown; at: number }): void {
  if (isStoreError(error) && error.trouble !== "other") {
    // Readings that fail together count once.
    if (at < readings.waitsUntil && readings.storeFailures > 0) return;
    readings.waitsUntil = Math.max(readings.waitsUntil, at + growing(storePause, readings.storeFailures));
    readings.storeFailures += 1;
  } else {
    const failures = readings.held.get(key)?.failures ?? 0;
    readings.held.set(key, { failures: failures + 1, until: at + growing(ownPause, failures) });
  }
  log({ level: "error", event: `a background reading failed (${nameOf(error)})` });
}

function growing({ firstMs, longestMs }: typeof ownPause, failures: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(failures, 10));
}

/** What a round of readings needs to know. */
export async function beginRound(context: Context, pace: Pace): Promise<Round> {
  const [viewers, scopes] = await Promise.all([readAudience(context), countScopes(context.store.db, context.realm)]);
  return { pace, scopes, viewers, random: Math.random };
}

/** Until the time is over, something in flight ends, or the signal aborts. */
async function rest(ms: number, signal: AbortSignal, inFlight: Promise<void>[]): Promise<void> {
  const over = new AbortController();
  const pause = sleep(ms, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(() => undefined);
  await Promise.race([pause, ...inFlight]);
  over.abort();
}

const recheckedAtOnce = 200;

/** Jobs that have become quiet, or whose save has taken effect, without a new reading. */
export async function recheckStates(context: Context): Promise<void> {
  const { realm, store, now } = context;
  const at = now();
  const rows = await readRecheckable(store.db, { realm, now: at, limit: recheckedAtOnce });
  if (rows.length === 0) return;
  const keys = rows.map((row) => `${row.scope}/${row.job_id}`);
  const notes = await readJobNotes(context, keys);
  for (const row of rows) {
    const scope = parseScopePath(row.scope);
    if (!scope) continue;
    const health = healthOf(factsOf(row), notes.get(jobKey({ ...scope, jobId: row.job_id })), at);
    const columns = stateColumns({ health, lastComplete: row.last_complete });
    // A time in the past would be found again at once.
    const recheckAt = columns.recheck_at !== null && columns.recheck_at <= at ? null : columns.recheck_at;
    await recordState(store.db, { id: row.id, at, seenAt: row.seen_at, ...columns, recheck_at: recheckAt });
    if (columns.state !== row.state) publishChange(context, row.scope);
  }
}

/** A row as the health rules read it. */
export function factsOf(row: Pick<JobRow, "dataset" | "enabled" | "last_complete" | "last_error" | "error_text">) {
  return {
    dataset: row.dataset,
    enabled: row.enabled === 1,
    lastComplete: row.last_complete,
    lastError: row.last_error,
    errorMessage: row.error_text,
  };
}

function nameOf(error: unknown): string {
  if (isStoreError(error)) return `store ${error.trouble}, ${error.detail}`;
  return error instanceof Error ? error.name : "unknown";
}
