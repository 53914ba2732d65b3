import "server-only";
import type { Kysely } from "kysely";
import { AppException } from "#lib/cloudflare/errors.ts";
import { kindOfState } from "#lib/logpush/alerts/alert-kinds.ts";
import { type AlertEvent, alertOf } from "#lib/logpush/alerts/alert-message.ts";
import { isRouted } from "#lib/logpush/alerts/channel.ts";
import { diffStates, type ReportedStates, type StateChange } from "#lib/logpush/alerts/diff-states.ts";
import { digestOf, mostApart } from "#lib/logpush/alerts/digest.ts";
import { isUrgent } from "#lib/logpush/job/health-states.ts";
import { jobKey, scopePath } from "#lib/logpush/job/job.ts";
import type { JobSummary } from "#lib/logpush/views.ts";
import {
  insertEvents,
  insertMessages,
  readAlertStates,
  readAlertsReadAt,
  saveAlertStates,
  writeAlertsReadAt,
} from "#lib/store/alerts.ts";
import type { Database } from "#lib/store/schema.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import type { EventWindow } from "./alert-sources.ts";
import { describeBody, digestId, messageId, newMessage, parseState } from "./alert-store.ts";
import type { AlertChannel } from "./channels.ts";
import { deliverDue } from "./outbox.ts";
import type { CoveredJobs } from "./read-covered-jobs.ts";
import type { SendAlert } from "./send-alert.ts";

export type WatcherOptions = {
  db: Kysely<Database>;
  /** Whose jobs and messages these are. */
  realm: string;
  /** Which term of leadership this is; undefined if another server leads. In a transaction it stays so until the end. */
  findTerm: (db: Kysely<Database>) => Promise<number | undefined>;
  readJobs: () => Promise<CoveredJobs>;
  /** What else is reported. */
  findEvents: (window: EventWindow) => Promise<AlertEvent[]>;
  readChannels: () => Promise<AlertChannel[]>;
  /** The keys of the jobs that are muted now, and the paths of zones and accounts. */
  readMuted: () => Promise<ReadonlySet<string>>;
  send: SendAlert;
  now: () => number;
};

/** Events that were stored late, or by a server with another clock, are still found. */
const overlapMs = 10 * 60_000;

/**
 * Reads the jobs, stores changes as messages, and sends the messages that are due. Storing comes before sending: a
 * crash loses no message. One that was sent right before the crash is sent again, once, with the same id.
 */
export function createWatcher(options: WatcherOptions) {
  const { db, realm, findTerm, readJobs, findEvents, readChannels, readMuted, send, now } = options;
  /** The last round without an enabled channel. What happened before it is not reported. */
  let silentAt = 0;

  /** Stores what nobody has stored yet, and the messages about it. An event is known even if no channel gets it. */
  async function report(change: Kysely<Database>, events: RoutableEvent[], channels: AlertChannel[]): Promise<void> {
    const added = await insertEvents(
      change,
      realm,
      events.map(({ id }) => id),
      now(),
    );
    // Of an event that was found twice only the first counts.
    const news = events.filter(({ id }) => added.delete(id));
    const timestamp = new Date(now()).toISOString();
    const messages = channels
      .filter(({ isEnabled }) => isEnabled)
      .flatMap((channel) =>
        toSend(news, channel, timestamp).map(({ id, kind, body }) => newMessage({ realm, id, kind }, channel, body)),
      );
    await insertMessages(change, messages);
  }

  async function detectEvents(channels: AlertChannel[]): Promise<void> {
    const readAt = await readAlertsReadAt(db, realm);
    // Before the baseline everything would be new.
    if (readAt === undefined || (await findTerm(db)) === undefined) return;
    const sinceMs = Math.max(silentAt, Date.parse(readAt) - overlapMs);
    const found = await findEvents({ sinceMs, nowMs: now() });
    if (found.length === 0) return;
    const muted = await readMuted();
    const heard = found.filter(({ body }) => !isMuted(muted, describeBody(JSON.stringify(body)).jobKey));
    await db.transaction().execute((change) => report(change, heard, channels));
  }

  async function detectChanges(channels: AlertChannel[]): Promise<void> {
    const list = await readJobs();
    const term = await findTerm(db);
    if (term === undefined) return;
    const isFirst = (await readAlertsReadAt(db, realm)) === undefined;
    // Before all is listed nothing says which jobs are missing. The baseline waits for the jobs of all scopes, because
    // what is read after it counts as new.
    if (!list.isListed || (isFirst && !list.isTried)) return;
    const stored = await readAlertStates(db, realm);
    const nowMs = now();
    const { changed, gone, events } = compare(stored, list, { isFirst, nowMs, muted: await readMuted() });
    await db.transaction().execute(async (change) => {
      // Only the leader writes states, so what was read is current if no other has led since.
      if ((await findTerm(change)) !== term) return;
      await saveAlertStates(change, realm, { changed, gone });
      await report(change, events, channels);
      await writeAlertsReadAt(change, realm, new Date(nowMs).toISOString());
    });
  }

  return {
    /**
     * One round. It never rejects. If the list cannot be read, nothing changes, and waiting messages are still sent.
     * After the signal no more messages are. Without an enabled channel nothing is detected.
     */
    async round(signal?: AbortSignal): Promise<void> {
      await reported(async () => {
        const channels = await readChannels();
        if (channels.some(({ isEnabled }) => isEnabled)) {
          await reported(() => detectEvents(channels));
          await reported(() => detectChanges(channels));
        } else silentAt = now();
        await deliverDue({ db, send, now }, { realm, channels, signal });
      });
    },
  };
}

/** Logs a failure of a step, so that the others go on. */
async function reported(step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    const code = error instanceof AppException ? error.error.code : undefined;
    const detail = isStoreError(error) ? ` (${error.detail})` : "";
    log({ level: "warn", event: `a round of the watcher failed${detail}`, ...(code ? { code } : {}) });
  }
}

/** `from`: the kind of the trouble that ends, which a channel must get to hear of its end. */
type RoutableEvent = AlertEvent & { from?: AlertEvent["kind"] };

/** Whether a job is muted, by its key, or its zone or account. */
function isMuted(muted: ReadonlySet<string>, key: string): boolean {
  return muted.has(key) || muted.has(key.slice(0, key.lastIndexOf("/")));
}

/** What a channel gets of some events: of many jobs at once, one digest. */
function toSend(events: readonly RoutableEvent[], { kind, route }: AlertChannel, timestamp: string): AlertEvent[] {
  const routed = events.filter(({ kind: of, from, body: { data } }) =>
    isRouted(route, { kind: of, from, scope: data.scope, dataset: data.dataset }),
  );
  // In PagerDuty the recovery of a job resolves its incident.
  const isApart = (event: AlertEvent) =>
    event.kind === "budget" || (kind === "pagerduty" && event.kind === "recovered");
  const many = routed.filter((event) => !isApart(event));
  if (many.length <= mostApart) return routed;
  return [{ id: digestId(many), ...digestOf(many, timestamp) }, ...routed.filter(isApart)];
}

type Compared = { changed: Map<string, string>; gone: string[]; events: RoutableEvent[] };

/** The states that differ from the stored ones, and the changes to report. */
function compare(
  stored: ReadonlyMap<string, string>,
  { jobs, failures, unread }: CoveredJobs,
  { isFirst, nowMs, muted }: { isFirst: boolean; nowMs: number; muted: ReadonlySet<string> },
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
    isMuted: (key) => isMuted(muted, key),
    isFirst,
    nowMs,
  });
  const texts = Object.entries(states).map(([key, state]) => [key, JSON.stringify(state)] as const);
  return {
    changed: new Map(texts.filter(([key, text]) => stored.get(key) !== text)),
    gone: [...stored.keys()].filter((key) => !(key in states)),
    events: changes.flatMap((change) => {
      const job = byKey.get(change.key);
      return job ? [eventOf(change, job, { before, nowMs })] : [];
    }),
  };
}

function eventOf(
  { key, from, to }: StateChange,
  job: JobSummary,
  { before, nowMs }: { before: ReportedStates; nowMs: number },
): RoutableEvent {
  const toldAt = before[key]?.toldAt ?? {};
  const id = messageId(
    { scope: scopePath(job.ref), job: job.ref.jobId, state: to },
    { since: job.health.since, reportedAt: toldAt[to] ?? toldAt[from] },
  );
  const body = alertOf({ job, from, to, timestamp: new Date(nowMs).toISOString() });
  const kind = kindOfState(to);
  return { kind, id, body, ...(kind === "recovered" && isUrgent(from) ? { from } : {}) };
}
