import "server-only";
import { join } from "node:path";
import * as z from "zod/mini";
import type { AlertBody } from "#lib/logpush/alerts/alert-message.ts";
import { healthStates } from "#lib/logpush/job/health.ts";
import { type JsonStore, openJsonStore } from "../base/json-store.ts";

const state = z.enum(healthStates);

const messageSchema = z.object({
  /** The same for all attempts, so that a receiver can recognize a repetition. */
  id: z.string(),
  /** The JSON that is signed and sent. */
  body: z.string(),
  /** The line that the page shows. */
  text: z.string(),
  createdAt: z.string(),
  tries: z.int(),
  /** In milliseconds. It matters only while the message is waiting. */
  nextTryAt: z.number(),
  outcome: z.enum(["waiting", "sent", "failed"]),
  /** How the last attempt ended, as a sentence. */
  told: z.string(),
});

const storeSchema = z.object({
  version: z.literal(1),
  /** When the jobs were last read, RFC 3339. Null before the first time: existing trouble is then not reported. */
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
/** Newest first. Older messages are dropped unless they are waiting. */
const maxMessages = 50;

/**
 * The reported states of the jobs and the messages, in one file of the data folder. Its keys stay as earlier versions
 * wrote them.
 */
export function openAlertStore(dataDir: string): AlertStore {
  return openJsonStore({ file: join(dataDir, "alerts.json"), schema: storeSchema, empty });
}

/** A message whose first attempt is due immediately. */
export function newMessage(id: string, body: AlertBody): AlertMessage {
  const { text, timestamp } = body;
  const waiting = { tries: 0, nextTryAt: Date.parse(timestamp), outcome: "waiting" as const, told: "" };
  return { id, body: JSON.stringify(body), text, createdAt: timestamp, ...waiting };
}

/** Adds new messages at the front, and drops old ones. */
export function withMessages(before: AlertState, added: AlertMessage[]): AlertState {
  const messages = [...added, ...before.messages];
  return { ...before, messages: messages.filter(({ outcome }, index) => index < maxMessages || outcome === "waiting") };
}
