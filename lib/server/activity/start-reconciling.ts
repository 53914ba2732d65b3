import "server-only";
import type { Audit } from "../audit/audit.ts";
import { openProcessAudit } from "../audit/process-audit.ts";
import { serverCaller } from "../base/caller.ts";
import { log } from "../base/log.ts";
import { getContext } from "../context/context.ts";
import { readEnv } from "../env/env.ts";
import { type FindOutcome, findOutcomeAtCloudflare, reconcileIntents } from "./reconcile-intents.ts";

const everyMs = 30_000;

/**
 * Checks the audit log once, and reconciles the changes that this or another server left open: immediately, and then
 * every 30 seconds.
 */
export function startReconciling(): void {
  const env = readEnv();
  const audit = openProcessAudit();
  // If each person brings a credential, the server has none to read with.
  const canRead = env.mode === "emulator" || env.credential !== undefined;
  const findOutcome: FindOutcome = canRead
    ? findOutcomeAtCloudflare(getContext(serverCaller))
    : async () => ({ outcome: "unknown" });
  const tryRound = createTry();
  const round = async () => {
    await tryRound(() => reconcileIntents({ audit }, findOutcome));
    setTimeout(round, everyMs).unref();
  };
  const start = async () => {
    // Without a common database no other server runs, so what is open was interrupted.
    if (env.database === undefined) await createTry()(audit.releaseOthers);
    await round();
    await createTry()(() => reportBroken(audit));
  };
  void start();
}

/** Runs work again and again, and logs each trouble when it begins. */
function createTry(): (work: () => Promise<unknown>) => Promise<void> {
  let isReported = false;
  return async (work) => {
    try {
      await work();
      isReported = false;
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown";
      if (!isReported) log({ level: "error", event: `the audit log could not be read (${name})` });
      isReported = true;
    }
  };
}

async function reportBroken(audit: Audit): Promise<void> {
  const broken = await audit.findBroken();
  if (broken.length === 0) return;
  const places = broken.slice(0, maxNamed).map(({ chain, n }) => `${chain} ${n}`);
  const more = broken.length > places.length ? `, and ${broken.length - places.length} more` : "";
  log({ level: "error", event: `the audit log is broken at ${places.join(", ")}${more}` });
}

const maxNamed = 20;
