import "server-only";
import type { Kysely } from "kysely";
import { AppException } from "#lib/cloudflare/errors.ts";
import { type AlertEvent, alertOf } from "#lib/logpush/alerts/alert-message.ts";
import { diffStates, type ReportedStates, type StateChange } from "#lib/logpush/alerts/diff-states.ts";
import { jobKey, scopePath } from "#lib/logpush/job/job.ts";
import type { JobSummary } from "#lib/logpush/views.ts";
import {
  claimMessage,
  insertMessages,
  listDueMessages,
  readAlertStates,
  readAlertsReadAt,
  saveAlertStates,
  settleMessage,
  writeAlertsReadAt,
} from "#lib/store/alerts.ts";
import type { AlertMessageTable, Database } from "#lib/store/schema.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import type { EventWindow } from "./alert-sources.ts";
import { messageId, newMessage, parseState } from "./alert-store.ts";
import type { CoveredJobs } from "./read-covered-jobs.ts";
import type { AlertOutcome, SendAlert } from "./send-alert.ts";

export type WatcherOptions = {
  db: Kysely<Database>;
  /** Whose jobs and messages these are. */
  realm: string;
  /** Which term of leadership this is; undefined if another server leads. In a transaction it stays so until the end. */
  findTerm: (db: Kysely<Database>) => Promise<number | undefined>;
  readJobs: () => Promise<CoveredJobs>;
  /** What else is reported. */
  findEvents: (window: EventWindow) => Promise<AlertEvent[]>;
  send: SendAlert;
  now: () => number;
};

/** Pauses before the next attempt, in milliseconds. After the last one the message counts as failed. */
const pausesMs = [10_000, 60_000, 5 * 60_000, 30 * 60_000];
/** An attempt takes much less. One that has not ended by then was interrupted. */
const attemptMs = 2 * 60_000;
/** Events that were stored late, or by a server with another clock, are still found. */
const overlapMs = 10 * 60_000;

/**
 * Reads the jobs, stores changes as messages, and sends the messages that are due. Storing comes before sending: a
 * crash loses no message. One that was sent right before the crash is sent again, once, with the same id.
 */
export function createWatcher({ db, realm, findTerm, readJobs, findEvents, send, now }: WatcherOptions) {
  async function detectChanges(): Promise<void> {
    const list = await readJobs();
    const term = await findTerm(db);
    if (term === undefined) return;
    const isFirst = (await readAlertsReadAt(db, realm)) === undefined;
    // Before all is listed nothing says which jobs are missing. The baseline waits for the jobs of all scopes, because
    // what is read after it counts as new.
    if (!list.isListed || (isFirst && !list.isTried)) return;
    const stored = await readAlertStates(db, realm);
    const nowMs = now();
    const { changed, gone, messages } = compare(stored, list, { realm, isFirst, nowMs });
    await db.transaction().execute(async (change) => {
      // Only the leader writes states, so what was read is current if no other has led since.
      if ((await findTerm(change)) !== term) return;
      await saveAlertStates(change, realm, { changed, gone });
      await insertMessages(change, messages);
      await writeAlertsReadAt(change, realm, new Date(nowMs).toISOString());
    });
  }

  async function detectEvents(): Promise<void> {
    const readAt = await readAlertsReadAt(db, realm);
    // Before the baseline everything would be new.
    if (readAt === undefined || (await findTerm(db)) === undefined) return;
    const nowMs = now();
    const found = await findEvents({ sinceMs: Date.parse(readAt) - overlapMs, nowMs });
    await insertMessages(
      db,
      found.map(({ id, body }) => newMessage({ realm, id }, body)),
    );
  }

  async function deliver(signal: AbortSignal | undefined): Promise<void> {
    for (const message of await listDueMessages(db, realm, now())) {
      if (signal?.aborted) return;
      if (message.tries > pausesMs.length) await settleMessage(db, message, interrupted);
      else if (await claimMessage(db, message, now() + attemptMs)) await attempt(message);
    }
  }

  async function attempt({ id, body, tries: before }: AlertMessageTable): Promise<void> {
    const tries = before + 1;
    const outcome = await send({ id, body }, now());
    await settleMessage(db, { realm, id, tries }, endOf(outcome, tries, now()));
  }

  return {
    /**
     * One round. It never rejects. If the list cannot be read, nothing changes, and waiting messages are still sent.
     * After the signal no more messages are.
     */
    async round(signal?: AbortSignal): Promise<void> {
      for (const step of [detectEvents, detectChanges, () => deliver(signal)]) {
        try {
          await step();
        } catch (error) {
          const code = error instanceof AppException ? error.error.code : undefined;
          const detail = isStoreError(error) ? ` (${error.detail})` : "";
          log({ level: "warn", event: `a round of the watcher failed${detail}`, ...(code ? { code } : {}) });
        }
      }
    },
  };
}

const interrupted = {
  outcome: "failed" as const,
  result: "Headgate stopped during the last attempt. The message may have arrived.",
  next_try_at: null,
};

type Compared = { changed: Map<string, string>; gone: string[]; messages: AlertMessageTable[] };

/** The states that differ from the stored ones, and the messages about them. */
function compare(
  stored: ReadonlyMap<string, string>,
  { jobs, failures, unread }: CoveredJobs,
  { realm, isFirst, nowMs }: { realm: string; isFirst: boolean; nowMs: number },
): Compared {
  const before: ReportedStates = {};
  for (const [key, text] of stored) {
    const state = parseState(text);
    if (state) before[key] = state;
  }
  const byKey = new Map(jobs.map((job) => [jobKey(job.ref), job]));
  const failing = failures.map(({ scope }) => scope.path);
  const unknown = new Set(unread);
  const { states, changes } = diffStates(before, {
    jobs: Array.from(byKey, ([key, job]) => ({ key, state: job.health.state })),
    // A job of a scope that is not read at present, or whose list of scopes could not be read, is not gone.
    isGone: (key) => !unknown.has(key.slice(0, key.lastIndexOf("/"))) && !failing.some((path) => key.startsWith(path)),
    isFirst,
    nowMs,
  });
  const texts = Object.entries(states).map(([key, state]) => [key, JSON.stringify(state)] as const);
  return {
    changed: new Map(texts.filter(([key, text]) => stored.get(key) !== text)),
    gone: [...stored.keys()].filter((key) => !(key in states)),
    messages: changes.flatMap((change) => {
      const job = byKey.get(change.key);
      return job ? [messageOf(change, job, { realm, before, nowMs })] : [];
    }),
  };
}

function messageOf(
  { key, from, to }: StateChange,
  job: JobSummary,
  { realm, before, nowMs }: { realm: string; before: ReportedStates; nowMs: number },
): AlertMessageTable {
  const toldAt = before[key]?.toldAt ?? {};
  const id = messageId(
    { scope: scopePath(job.ref), job: job.ref.jobId, state: to },
    { since: job.health.since, reportedAt: toldAt[to] ?? toldAt[from] },
  );
  return newMessage({ realm, id }, alertOf({ job, from, to, timestamp: new Date(nowMs).toISOString() }));
}

/** What follows from the attempt with this number. */
function endOf({ isDelivered, summary }: AlertOutcome, tries: number, nowMs: number) {
  if (isDelivered) return { outcome: "sent" as const, result: summary, next_try_at: null };
  const pause = pausesMs[tries - 1];
  if (pause === undefined) return { outcome: "failed" as const, result: summary, next_try_at: null };
  return { outcome: "waiting" as const, result: summary, next_try_at: nowMs + pause };
}
