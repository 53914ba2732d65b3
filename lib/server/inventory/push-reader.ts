import "server-only";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describeFailure } from "#lib/cloudflare/errors.ts";
import type { UpstreamFailure } from "#lib/cloudflare/failure.ts";
import { type HourSpan, isTooOld, readPushHours } from "#lib/cloudflare/push-hours.ts";
import { parseScopePath, type ScopeRef } from "#lib/logpush/job/job.ts";
import { unfinishedHours } from "#lib/logpush/usage/job-month.ts";
import {
  type OlderScope,
  postponeOlder,
  postponePushes,
  readDueOlder,
  readDuePushes,
  recordOlder,
  recordPushes,
} from "#lib/store/pushes.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import type { Context } from "../context/context.ts";

/** How often the analytics of a scope are read, and how long after the start of one reading the next may start. */
export type PushPace = { everyMs: number; restMs: number };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** One reading in two seconds leaves more than half of what the background may ask the analytics. */
export const pushPaceOf = {
  live: { everyMs: hourMs, restMs: 2000 },
  emulator: { everyMs: minuteMs, restMs: 500 },
} satisfies Record<string, PushPace>;

const scopesAtOnce = 2;
/** The longest span of one query that every plan allows. */
const hoursAtOnce = 24;
/** As long as Cloudflare keeps analytics on the plan that keeps them longest. */
const keptHours = 30 * 24;
const refusedMs = 6 * hourMs;
const firstBackoffMs = 5 * minuteMs;

export type PushReader = {
  /**
   * Starts the reading of a due scope, or of older hours if none is due, unless enough are in progress or the analytics
   * ask to wait. Its promise is in an object, so that the caller does not wait for it.
   */
  startNext(): Promise<{ done: Promise<void> } | undefined>;
};

type DueScope = Awaited<ReturnType<typeof readDuePushes>>[number];

/** Reads the pushes of all jobs of the realm, scope by scope, into the store: the newest first, then older ones. */
export function createPushReader(context: Context, pace: PushPace): PushReader {
  const { store, realm, now } = context;
  const inFlight = new Set<string>();
  const failures = new Map<string, number>();
  let waitsUntil = 0;
  let hasLoggedRefusal = false;

  /** Sent once, because it is a POST, although it changes nothing. */
  const ask = (scope: ScopeRef, span: HourSpan) =>
    context.upstream.write((client) => readPushHours(client, scope, span));

  async function read(row: DueScope): Promise<void> {
    const at = now();
    const postpone = (dueAt: number) => postponePushes(store.db, { realm, path: row.path, dueAt });
    // What fails here, or stops the process, is not tried again at once.
    await postpone(at + firstBackoffMs);
    const scope = parseScopePath(row.path);
    if (!scope) return;
    const span = spanOf(row.pushes_until, at);
    const knownUntil = row.pushes_until === null ? undefined : row.pushes_until - unfinishedHours;
    const sent = await ask(scope, span);
    if (!sent.ok) return heed(row.path, sent.failure, postpone);
    failures.delete(row.path);
    await recordPushes(store.db, {
      ...{ realm, path: row.path, hours: sent.value, until: span.to },
      // An hour that had not ended was counted up to then.
      countedUntil: Math.min(at, span.to * hourMs),
      ...(knownUntil === undefined && { from: span.from }),
      ...(knownUntil !== undefined && span.from > knownUntil && { from: span.from, knownUntil }),
      dueAt: nextDueOf(row.path, now(), pace.everyMs),
    });
  }

  async function readOlder(row: OlderScope): Promise<void> {
    const at = now();
    const place = { realm, path: row.path };
    const postpone = (dueAt: number | null) => postponeOlder(store.db, { ...place, dueAt });
    const scope = parseScopePath(row.path);
    const span = olderSpanOf(row, at);
    if (!scope || !span) return postpone(null);
    await postpone(at + firstBackoffMs);
    const sent = await ask(scope, span);
    // The plan does not keep them.
    if (!sent.ok && isTooOld(sent.failure)) return postpone(null);
    if (!sent.ok) return heed(row.path, sent.failure, postpone);
    failures.delete(row.path);
    await recordOlder(store.db, { ...place, hours: sent.value, from: span.from, dueAt: now() });
  }

  async function heed(
    path: string,
    failure: UpstreamFailure,
    postpone: (dueAt: number) => Promise<void>,
  ): Promise<void> {
    const { code, retryAfterMs } = describeFailure(failure, { destinations: [] });
    if (retryAfterMs !== undefined) {
      // The API asks to wait, which says nothing about this scope.
      waitsUntil = Math.max(waitsUntil, now() + retryAfterMs);
      return postpone(waitsUntil);
    }
    if (isRefusal(code)) {
      if (!hasLoggedRefusal) log({ level: "warn", event: "the credential may not read some analytics", code });
      hasLoggedRefusal = true;
      return postpone(nextDueOf(path, now(), refusedMs));
    }
    const failed = (failures.get(path) ?? 0) + 1;
    failures.set(path, failed);
    return postpone(now() + Math.min(refusedMs, firstBackoffMs * 2 ** Math.min(failed - 1, 8)));
  }

  /** The next reading: of the newest hours, or of older ones while none of those is due. */
  async function findNext(): Promise<{ path: string; work: () => Promise<void> } | undefined> {
    const query = { realm, now: now(), limit: scopesAtOnce };
    const due = (await readDuePushes(store.db, query)).find(({ path }) => !inFlight.has(path));
    if (due) return { path: due.path, work: () => read(due) };
    const older = (await readDueOlder(store.db, query)).find(({ path }) => !inFlight.has(path));
    return older && { path: older.path, work: () => readOlder(older) };
  }

  return {
    async startNext() {
      if (inFlight.size >= scopesAtOnce || now() < waitsUntil) return undefined;
      const next = await findNext();
      if (!next) return undefined;
      inFlight.add(next.path);
      return { done: next.work().finally(() => inFlight.delete(next.path)) };
    },
  };
}

/** Reads the analytics of scopes as they become due, until `signal` aborts. */
export async function runPushReader(context: Context, pace: PushPace, signal: AbortSignal): Promise<void> {
  const reader = createPushReader(context, pace);
  const inFlight = new Set<Promise<void>>();
  let isFailing = false;
  const fail = (error: unknown) => {
    if (!isFailing) log({ level: "error", event: `reading analytics failed (${nameOf(error)})` });
    isFailing = true;
  };
  while (!signal.aborted) {
    try {
      const started = await reader.startNext();
      isFailing = false;
      if (started) {
        const done = started.done.catch(fail).finally(() => inFlight.delete(done));
        inFlight.add(done);
      }
    } catch (error) {
      fail(error);
    }
    await sleep(pace.restMs, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(inFlight);
}

/** The hours that one reading covers: what is new since the one before, or the last day if that is longer ago. */
export function spanOf(readUntil: number | null, nowMs: number): HourSpan {
  const to = hourOf(nowMs) + 1;
  const wanted = readUntil === null ? 0 : readUntil - unfinishedHours;
  // A clock that was set back does not stop the readings.
  return { from: Math.min(to - unfinishedHours, Math.max(to - hoursAtOnce, wanted)), to };
}

/** The day before what is known, as far as it is kept and up to what was read earlier. Undefined if nothing is left. */
export function olderSpanOf(
  { pushes_from: to, back_until }: Omit<OlderScope, "path">,
  nowMs: number,
): HourSpan | undefined {
  const from = Math.max(hourOf(nowMs) + 1 - keptHours, to - hoursAtOnce, back_until ?? 0);
  return from < to ? { from, to } : undefined;
}

/**
 * When a scope is read next: at its own place within each period, which spreads all scopes evenly. The first period is a
 * quarter shorter at least and three quarters longer at most.
 */
export function nextDueOf(path: string, nowMs: number, everyMs: number): number {
  const place = createHash("sha256").update(path).digest().readUInt32BE() / 2 ** 32;
  const offset = Math.floor(place * everyMs);
  const least = nowMs + everyMs * 0.75;
  return Math.ceil((least - offset) / everyMs) * everyMs + offset;
}

function hourOf(ms: number): number {
  return Math.floor(ms / hourMs);
}

function isRefusal(code: string): boolean {
  return /^E_(?:ANALYTICS|PERMISSION)/.test(code);
}

function nameOf(error: unknown): string {
  if (isStoreError(error)) return `store ${error.trouble}, ${error.detail}`;
  return error instanceof Error ? error.name : "unknown";
}
