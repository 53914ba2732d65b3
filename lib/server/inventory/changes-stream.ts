import "server-only";
import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import * as z from "zod/mini";
import { listenToOthers, notifyOthers } from "#lib/store/listen.ts";
import { log } from "../base/log.ts";
import { perProcess } from "../base/per-process.ts";
import type { Context } from "../context/context.ts";
import { getStore } from "../env/process-store.ts";

/** Something that pages show has changed in the store. Ids only: whoever hears it reads what it may see. */
export type StoredChange = { realm: string; scope: string; job?: string };

const emitter = perProcess("storedChanges", () => new EventEmitter().setMaxListeners(0));
const origin = perProcess("storedChangesOrigin", randomUUID);

/** Tells the pages of this server, and of the others on the same database. */
export function publishChange({ store, realm }: Pick<Context, "store" | "realm">, scope: string, job?: string): void {
  const change: StoredChange = { realm, scope, ...(job === undefined ? {} : { job }) };
  emitter.emit("change", change);
  if (store.kind !== "postgres") return;
  // A page that misses it reads again within its interval.
  notifyOthers(store, JSON.stringify({ ...change, origin })).catch(() => undefined);
}

/** Hears every change until the returned function is called. Without a change: anything may have changed. */
export function onStoredChange(hear: (change: StoredChange | undefined) => void): () => void {
  emitter.on("change", hear);
  return () => {
    emitter.off("change", hear);
  };
}

const messageSchema = z.object({
  realm: z.string(),
  scope: z.string(),
  job: z.optional(z.string()),
  origin: z.string(),
});

/** Passes on what other servers publish. SQLite has one server. */
export async function startListening(): Promise<void> {
  const { address } = getStore();
  if (address === undefined) return;
  await listenToOthers(address, {
    onMessage: (text) => {
      const change = readMessage(text);
      if (change && change.origin !== origin) emitter.emit("change", change);
    },
    onGap: () => {
      log({ level: "warn", event: "the connection for changes was lost; pages read everything again" });
      emitter.emit("change", undefined);
    },
  });
}

function readMessage(text: string): z.output<typeof messageSchema> | undefined {
  try {
    return z.parse(messageSchema, JSON.parse(text));
  } catch {
    return undefined;
  }
}
