import "server-only";
import { EventEmitter } from "node:events";
import { perProcess } from "../base/per-process.ts";
import type { Context } from "../context/context.ts";

/** Something that pages show has changed in the store. Ids only: whoever hears it reads what it may see. */
export type StoredChange = { realm: string; scope: string; job?: string };

const emitter = perProcess("storedChanges", () => new EventEmitter({ captureRejections: false }).setMaxListeners(0));

/** Tells the pages of this server, and of the others on the same database. */
export function publishChange({ realm }: Pick<Context, "realm">, scope: string, job?: string): void {
  emitter.emit("change", { realm, scope, ...(job === undefined ? {} : { job }) } satisfies StoredChange);
}

/** Hears every change until the returned function is called. */
export function onStoredChange(hear: (change: StoredChange) => void): () => void {
  emitter.on("change", hear);
  return () => {
    emitter.off("change", hear);
  };
}
