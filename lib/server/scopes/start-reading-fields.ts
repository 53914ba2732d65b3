import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { isStoreError } from "#lib/store/store-error.ts";
import { serverCaller } from "../base/caller.ts";
import { log } from "../base/log.ts";
import { getContext } from "../context/context.ts";
import { readEnv } from "../env/env.ts";
import { runAsLeader } from "../env/leader.ts";
import { readUsedFields } from "./datasets.ts";

const everyMs = 60_000;
/** The first inventory comes first. */
const firstMs = 5000;

/** Reads the fields of the datasets in use, so that forms open without waiting for the API. */
export function startReadingFields(): void {
  const env = readEnv();
  if (env.reader === "off" || (env.mode === "live" && !env.credential)) return;
  const context = getContext(serverCaller);
  runAsLeader("fields", async (signal) => {
    for (let waitMs = firstMs; !signal.aborted; waitMs = everyMs) {
      await sleep(waitMs, undefined, { ref: false, signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await readUsedFields(context);
      } catch (error) {
        if (!isStoreError(error)) throw error;
        log({ level: "warn", event: `dataset fields are read later (${error.detail})` });
      }
    }
  });
}
