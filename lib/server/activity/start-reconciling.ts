import "server-only";
import { serverCaller } from "../base/caller.ts";
import { log } from "../base/log.ts";
import { getContext, openProcessAudit } from "../context/context.ts";
import { readEnv } from "../env/env.ts";
import { type FindOutcome, findOutcomeAtCloudflare, reconcileIntents } from "./reconcile-intents.ts";

const againAfterMs = 30_000;

/** Reconciles the changes that an earlier process left open: immediately, and again until none is left. */
export function startReconciling(): void {
  const env = readEnv();
  const audit = openProcessAudit();
  // If each person brings a credential, the server has none to read with.
  const canRead = env.mode === "emulator" || env.credential !== undefined;
  const findOutcome: FindOutcome = canRead
    ? findOutcomeAtCloudflare(getContext(serverCaller))
    : async () => ({ outcome: "unknown" });
  const round = async () => {
    try {
      return await reconcileIntents({ audit }, findOutcome);
    } catch (error) {
      log({
        level: "error",
        event: `the audit log could not be read (${error instanceof Error ? error.name : "unknown"})`,
      });
      return 0;
    }
  };
  const next = async () => {
    if ((await round()) > 0) setTimeout(next, againAfterMs).unref();
  };
  void next();
}
