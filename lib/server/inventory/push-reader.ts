import "server-only";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describeFailure } from "#lib/cloudflare/errors.ts";
import type { UpstreamFailure } from "#lib/cloudflare/failure.ts";
import { type HourSpan, isTooOld, readPushHours } from "#lib/cloudflare/push-hours.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import { postponePushes, readDuePushes, recordPushes } from "#lib/store/pushes.ts";
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
const firstHours = 24;
/** The longest span of one query that every plan allows. */
const hoursAtOnce = 24;
const mostHoursBack = 7 * 24;
/** The newest hours are counted late, and the last one had not ended. */
const hoursReadAgain = 2;
const refusedMs = 6 * hourMs;
const firstBackoffMs = 5 * minuteMs;

export type PushReader = {
  /**
   * Starts the reading of a due scope, unless enough are in progress or the analytics ask to wait. Its promise is in an
   * object, so that the caller does not wait for it.
   */
  startNext(): Promise<{ done: Promise<void> } | undefined>;
};

type DueScope = Awaited<ReturnType<typeof readDuePushes>>[number];

/** Reads the pushes of all jobs of the realm, scope by scope, into the store. */
export function createPushReader(context: Context, pace: PushPace): PushReader {
  const { store, realm, now } = context;
  const inFlight = new Set<string>();
  const failures = new Map<string, number>();
  let waitsUntil = 0;
  let hasLoggedRefusal = false;

  async function read(row: DueScope): Promise<void> {
    const at = now();
    // What fails here, or stops the process, is not tried again at once.
    await postponePushes(store.db, { realm, path: row.path, dueAt: at + firstBackoffMs });
    const scope = parseScopePath(row.path);
    if (!scope) return;
    const span = spanOf(row.pushes_until, at);
    const end = hourOf(at) + 1;
    // Sent once, because it is a POST, although it changes nothing.
    const sent = await context.upstream.write((client) => readPushHours(client, scope, span));
    // Hours that are no longer kept are passed over, but the last day is kept on every plan.
    if (!sent.ok && !(isTooOld(sent.failure) && span.to < end)) return heed(row.path, sent.failure);
    failures.delete(row.path);
    await recordPushes(store.db, {
      ...{ realm, path: row.path, hours: sent.ok ? sent.value : [], until: span.to },
      // An hour that had not ended was counted up to then.
      countedUntil: Math.min(at, span.to * hourMs),
      ...fromOf(row.pushes_until, span, sent.ok),
      dueAt: span.to < end ? now() : nextDueOf(row.path, now(), pace.everyMs),
    });
  }

  async function heed(path: string, failure: UpstreamFailure): Promise<void> {
    const { code, retryAfterMs } = describeFailure(failure, { destinations: [] });
    if (retryAfterMs !== undefined) {
      // The API asks to wait, which says nothing about this scope.
      waitsUntil = Math.max(waitsUntil, now() + retryAfterMs);
      return postponePushes(store.db, { realm, path, dueAt: waitsUntil });
    }
    if (isRefusal(code)) {
      if (!hasLoggedRefusal) log({ level: "warn", event: "the credential may not read some analytics", code });
      hasLoggedRefusal = true;
      return postponePushes(store.db, { realm, path, dueAt: nextDueOf(path, now(), refusedMs) });
    }
    const failed = (failures.get(path) ?? 0) + 1;
    failures.set(path, failed);
    const waitMs = Math.min(refusedMs, firstBackoffMs * 2 ** Math.min(failed - 1, 8));
    await postponePushes(store.db, { realm, path, dueAt: now() + waitMs });
  }

  return {
    async startNext() {
      if (inFlight.size >= scopesAtOnce || now() < waitsUntil) return undefined;
      const due = await readDuePushes(store.db, { realm, now: now(), limit: scopesAtOnce });
      const row = due.find(({ path }) => !inFlight.has(path));
      if (!row) return undefined;
      inFlight.add(row.path);
      return { done: read(row).finally(() => inFlight.delete(row.path)) };
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

/** The hours that one reading covers: the last day, or the day after what was read before. */
export function spanOf(readUntil: number | null, nowMs: number): HourSpan {
  const end = hourOf(nowMs) + 1;
  const wanted = readUntil === null ? end - firstHours : readUntil - hoursReadAgain;
  // A clock that was set back does not stop the readings.
  const from = Math.min(end - hoursReadAgain, Math.max(end - mostHoursBack, wanted));
  return { from, to: Math.min(end, from + hoursAtOnce) };
}

/** Hours that were passed over are not known, so what is known without a hole begins with this reading, or after it. */
function fromOf(readUntil: number | null, { from, to }: HourSpan, isRead: boolean): { from?: number } {
  if (!isRead) return { from: to };
  return readUntil === null || from > readUntil ? { from } : {};
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
