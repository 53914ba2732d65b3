import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { alertOf } from "#lib/logpush/alerts/alert-message.ts";
import { diffStates, type StateChange } from "#lib/logpush/alerts/diff-states.ts";
import { jobKey, scopePath } from "#lib/logpush/job/job.ts";
import type { JobList, JobSummary } from "#lib/logpush/views.ts";
import { log } from "../base/log.ts";
import { type AlertMessage, type AlertState, type AlertStore, newMessage, withMessages } from "./alert-store.ts";
import type { AlertOutcome, SendAlert } from "./send-alert.ts";

export type WatcherOptions = {
  store: AlertStore;
  readJobs: () => Promise<Pick<JobList, "jobs" | "failures">>;
  send: SendAlert;
  now: () => number;
};

/** Pauses before the next attempt, in milliseconds. After the last one the message counts as failed. */
const pausesMs = [10_000, 60_000, 5 * 60_000, 30 * 60_000];

/**
 * Reads the jobs, stores changes as messages, and sends the messages that are due. Storing comes before sending: a
 * crash in between repeats a message with the same id and loses none.
 */
export function createWatcher({ store, readJobs, send, now }: WatcherOptions) {
  async function detectChanges(): Promise<void> {
    const list = await readJobs();
    const nowMs = now();
    await store.update((before) => remember(before, list, nowMs));
  }

  async function deliver(): Promise<void> {
    const due = (await store.read()).messages.filter(
      ({ outcome, nextTryAt }) => outcome === "waiting" && nextTryAt <= now(),
    );
    // Oldest first, so that a receiver gets them in order.
    for (const message of due.reverse()) {
      const outcome = await send(message, now());
      await store.update((before) => withOutcome(before, message.id, outcome, now()));
    }
  }

  return {
    /**
     * One round. It never rejects. If the list cannot be read, nothing changes, and waiting messages are still sent.
     */
    async round(): Promise<void> {
      for (const step of [detectChanges, deliver]) {
        try {
          await step();
        } catch (error) {
          const code = error instanceof AppException ? error.error.code : undefined;
          log({ level: "warn", event: "a round of the watcher failed", ...(code ? { code } : {}) });
        }
      }
    },
  };
}

function remember(
  before: AlertState,
  { jobs, failures }: Pick<JobList, "jobs" | "failures">,
  nowMs: number,
): AlertState {
  const byKey = new Map(jobs.map((job) => [jobKey(job.ref), job]));
  const unread = failures.map(({ scope }) => scope.path);
  const { states, changes } = diffStates(before.states, {
    jobs: Array.from(byKey, ([key, job]) => ({ key, state: job.health.state })),
    // A job of a scope that could not be read, or whose list of scopes could not be read, is not gone.
    isGone: (key) => !unread.some((path) => key.startsWith(path)),
    isFirst: before.lookedAt === null,
    nowMs,
  });
  const added = changes.flatMap((change) => {
    const job = byKey.get(change.key);
    return job ? [messageOf(change, job, nowMs)] : [];
  });
  return withMessages({ ...before, lookedAt: new Date(nowMs).toISOString(), states }, added);
}

function messageOf({ from, to }: StateChange, job: JobSummary, nowMs: number): AlertMessage {
  const id = `msg_${scopePath(job.ref).replace("/", "_")}_${job.ref.jobId}_${to}_${nowMs}`;
  return newMessage(id, alertOf({ job, from, to, timestamp: new Date(nowMs).toISOString() }));
}

/** The messages with the outcome of an attempt to send one of them. */
function withOutcome(
  before: AlertState,
  id: string,
  { isDelivered, summary }: AlertOutcome,
  nowMs: number,
): AlertState {
  const messages = before.messages.map((message): AlertMessage => {
    if (message.id !== id) return message;
    const tries = message.tries + 1;
    if (isDelivered) return { ...message, tries, told: summary, outcome: "sent" };
    const pause = pausesMs[tries - 1];
    if (pause === undefined) return { ...message, tries, told: summary, outcome: "failed" };
    return { ...message, tries, told: summary, nextTryAt: nowMs + pause };
  });
  return { ...before, messages };
}
