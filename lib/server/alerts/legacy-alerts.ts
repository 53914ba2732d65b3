import "server-only";
import * as z from "zod/mini";
import { environmentChannel } from "#lib/logpush/alerts/channel.ts";
import {
  deleteMessages,
  insertEvents,
  insertMessages,
  listMessages,
  readAlertStates,
  readAlertsReadAt,
  saveAlertStates,
  writeAlertsReadAt,
} from "#lib/store/alerts.ts";
import { type LegacyFile, parseLegacyJson } from "../base/legacy-file.ts";
import { describeBody, parseState, stateSchema } from "./alert-store.ts";

const messageSchema = z.object({
  id: z.string(),
  body: z.string(),
  text: z.string(),
  createdAt: z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)))),
  tries: z.int(),
  nextTryAt: z.number(),
  outcome: z.enum(["waiting", "sent", "failed"]),
  told: z.string(),
});

const fileSchema = z.object({
  version: z.literal(1),
  lookedAt: z.nullable(z.string()),
  states: z.record(z.string(), stateSchema),
  messages: z.array(messageSchema),
});

/**
 * What versions before the store had reported, so that an update repeats nothing. They kept one file and did not say
 * whether it was about the emulator: it belongs to the realm of the present mode.
 */
export const legacyAlerts = (realmOf: () => string): LegacyFile => ({
  name: "alerts.json",
  async takeOver(db, text) {
    const realm = realmOf();
    const { lookedAt, states, messages } = parseLegacyJson(fileSchema, text);
    if (lookedAt !== null) await writeAlertsReadAt(db, realm, lookedAt);
    const changed = new Map(Object.entries(states).map(([key, state]) => [key, JSON.stringify(state)]));
    await saveAlertStates(db, realm, { changed, gone: [] });
    const rows = messages.map(({ id, body, createdAt, tries, nextTryAt, outcome, told }) => ({
      ...{ realm, id, channel: environmentChannel, channel_name: "Webhook", kind: "", tried_at: null },
      ...{ job_key: describeBody(body).jobKey, body, tries, outcome, result: told },
      next_try_at: outcome === "waiting" ? nextTryAt : null,
      created_at: Date.parse(createdAt),
    }));
    // An older version that ran in between may have sent what waits here.
    await deleteMessages(
      db,
      realm,
      environmentChannel,
      rows.map(({ id }) => id),
    );
    await insertMessages(db, rows);
    await insertEvents(
      db,
      realm,
      rows.map(({ id }) => id),
      Math.max(0, ...rows.map(({ created_at }) => created_at)),
    );
  },
  async write(db) {
    const realm = realmOf();
    const lookedAt = (await readAlertsReadAt(db, realm)) ?? null;
    const rows = await listMessages(db, realm, { channel: environmentChannel });
    const stored = await readAlertStates(db, realm);
    if (lookedAt === null && rows.length === 0 && stored.size === 0) return undefined;
    const states = Object.fromEntries(
      Array.from(stored, ([key, text]) => [key, parseState(text)] as const).filter(([, state]) => state !== undefined),
    );
    const messages = rows.map(({ id, body, tries, next_try_at, outcome, result, created_at }) => ({
      ...{ id, body, text: describeBody(body).text, createdAt: new Date(created_at).toISOString(), tries },
      // It matters only while the message is waiting.
      ...{ nextTryAt: next_try_at ?? created_at, outcome, told: result },
    }));
    return `${JSON.stringify({ version: 1, lookedAt, states, messages })}\n`;
  },
});
