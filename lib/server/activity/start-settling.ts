import "server-only";
import { serverCaller } from "../base/caller.ts";
import { log } from "../base/log.ts";
import { getContext, openProcessAudit } from "../context/context.ts";
import { readEnv } from "../env/env.ts";
import { type Look, lookAtCloudflare, settleIntents } from "./settle-intents.ts";

const againAfterMs = 30_000;

/** Settles what an earlier process left open, at once and again until nothing is. */
export function startSettling(): void {
  const env = readEnv();
  const audit = openProcessAudit();
  // Where each person brings a credential, the server has none to look with.
  const canLook = env.mode === "emulator" || env.credential !== undefined;
  const look: Look = canLook ? lookAtCloudflare(getContext(serverCaller)) : async () => ({ outcome: "unknown" });
  const round = async () => {
    try {
      return await settleIntents({ audit }, look);
    } catch (error) {
      log({
        level: "error",
        event: `the audit could not be read (${error instanceof Error ? error.name : "unknown"})`,
      });
      return 0;
    }
  };
  const next = async () => {
    if ((await round()) > 0) setTimeout(next, againAfterMs).unref();
  };
  void next();
}
