import "server-only";
import { join } from "node:path";
import * as z from "zod/mini";
import type { AlertBody } from "#lib/logpush/alerts/alert-message.ts";
import { healthStates } from "#lib/logpush/job/health.ts";
import { type JsonStore, openJsonStore } from "../base/json-store.ts";

const state = z.enum(healthStates);

const messageSchema = z.object({
  /** Stays the same over all tries, so that a receiver can tell a repetition. */
  id: z.string(),
  /** The JSON as it is signed and sent. */
  body: z.string(),
  /** The line of it that the page shows. */
  text: z.string(),
  createdAt: z.string(),
  tries: z.int(),
  /** Milliseconds; only of a waiting message. */
  nextTryAt: z.number(),
  outcome: z.enum(["waiting", "sent", "failed"]),
  /** How the last try ended, in words. */
  told: z.string(),
});

const storeSchema = z.object({
  version: z.literal(1),
  /** The last look at the jobs, RFC 3339; null: none yet, and until then nothing is news. */
  lookedAt: z.nullable(z.string()),
  states: z.record(
    z.string(),
    z.object({
      told: z.nullable(state),
      seen: state,
      times: z.int(),
      toldAt: z.partialRecord(state, z.number()),
    }),
  ),
  messages: z.array(messageSchema),
});

export type AlertState = z.output<typeof storeSchema>;
export type AlertMessage = z.output<typeof messageSchema>;
export type AlertStore = JsonStore<AlertState>;

const empty: AlertState = { version: 1, lookedAt: null, states: {}, messages: [] };
/** Newest first; older ones are forgotten once they are not waiting any more. */
const maxMessages = 50;

/** What was told of which job, and the messages on their way, in one file of the data folder. */
export function openAlertStore(dataDir: string): AlertStore {
  return openJsonStore({ file: join(dataDir, "alerts.json"), schema: storeSchema, empty });
}

/** A message that waits for its first try, which is due at once. */
export function newMessage(id: string, body: AlertBody): AlertMessage {
  const { text, timestamp } = body;
  const waiting = { tries: 0, nextTryAt: Date.parse(timestamp), outcome: "waiting" as const, told: "" };
  return { id, body: JSON.stringify(body), text, createdAt: timestamp, ...waiting };
}

/** With new messages in front, and no more than are worth keeping. */
export function withMessages(before: AlertState, added: AlertMessage[]): AlertState {
  const messages = [...added, ...before.messages];
  return { ...before, messages: messages.filter(({ outcome }, index) => index < maxMessages || outcome === "waiting") };
}
