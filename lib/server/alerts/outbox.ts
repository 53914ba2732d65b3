import "server-only";
import type { Kysely } from "kysely";
import { claimMessage, listDueMessages, settleMessage } from "#lib/store/alerts.ts";
import type { AlertOutboxTable, Database } from "#lib/store/schema.ts";
import type { AlertChannel } from "./channels.ts";
import type { AlertOutcome, SendAlert } from "./send-alert.ts";

export type OutboxOptions = { db: Kysely<Database>; send: SendAlert; now: () => number };

/** Pauses before the next attempt, in milliseconds. After the last one the message counts as failed. */
const pausesMs = [10_000, 60_000, 5 * 60_000, 30 * 60_000];
/** Of one channel in one round, and for how long. What is left is sent in the next round. */
const mostPerRound = 100;
const longestMs = 30_000;
/** An attempt takes much less. One that has not ended by then was interrupted. */
const attemptMs = 2 * 60_000;

/**
 * Sends the messages of a realm that are due. A channel gets its own in order, and no more after one that nothing
 * answered; the channels do not wait for each other.
 */
export async function deliverDue(
  options: OutboxOptions,
  { realm, channels, signal }: { realm: string; channels: AlertChannel[]; signal: AbortSignal | undefined },
): Promise<void> {
  const begun = options.now();
  const byChannel = new Map<string, AlertOutboxTable[]>();
  for (const message of await listDueMessages(options.db, realm, { now: begun, perChannel: mostPerRound })) {
    byChannel.set(message.channel, [...(byChannel.get(message.channel) ?? []), message]);
  }
  const outcomes = await Promise.allSettled(
    Array.from(byChannel, async ([id, messages]) => {
      const channel = channels.find((one) => one.id === id);
      for (const message of messages) {
        if (signal?.aborted || options.now() - begun > longestMs) return;
        const outcome = await deliver(options, message, channel);
        // Nothing answered, so the others would wait as long, and so would whatever comes after this round.
        if (outcome?.failure !== undefined) return;
      }
    }),
  );
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

async function deliver(options: OutboxOptions, message: AlertOutboxTable, channel: AlertChannel | undefined) {
  const reason = whyNot(message, channel);
  if (reason === undefined) return channel && attempt(options, message, channel);
  await settleMessage(options.db, message, { ...failed, result: reason });
  return undefined;
}

/** Why a message is not tried again. */
function whyNot({ tries }: AlertOutboxTable, channel: AlertChannel | undefined): string | undefined {
  if (!channel) return "The channel was deleted.";
  if (!channel.isEnabled) return "The channel is disabled.";
  if (tries <= pausesMs.length) return undefined;
  return "Headgate stopped during the last attempt. The message may have arrived.";
}

/**
 * Makes one attempt. Undefined if another server makes it. Throws what `send` throws, which leaves the message to be
 * tried again later.
 */
export async function attempt(
  { db, send, now }: OutboxOptions,
  message: AlertOutboxTable,
  { target }: Pick<AlertChannel, "target">,
): Promise<AlertOutcome | undefined> {
  const at = now();
  if (!(await claimMessage(db, message, { at, until: at + attemptMs }))) return undefined;
  const tries = message.tries + 1;
  const outcome = target ? await send(target, message, now()) : unreadable;
  await settleMessage(db, { ...message, tries }, endOf(outcome, tries, now()));
  return outcome;
}

/** No other key will come by waiting. */
export const unreadable: AlertOutcome = {
  isDelivered: false,
  summary: "The secret of this channel can’t be read with the present key. Edit the channel and enter it again.",
};

const failed = { outcome: "failed" as const, next_try_at: null };

/** What follows from the attempt with this number. */
function endOf(outcome: AlertOutcome, tries: number, nowMs: number) {
  const { isDelivered, summary: result } = outcome;
  if (isDelivered) return { outcome: "sent" as const, result, next_try_at: null };
  const pause = outcome === unreadable ? undefined : pausesMs[tries - 1];
  if (pause === undefined) return { ...failed, result };
  return { outcome: "waiting" as const, result, next_try_at: nowMs + pause };
}
