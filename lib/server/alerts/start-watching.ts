import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { holdLease } from "#lib/store/leases.ts";
import { serverCaller } from "../base/caller.ts";
import { getContext } from "../context/context.ts";
import { alertStateOf } from "../env/alerts.ts";
import { readEnv } from "../env/env.ts";
import { processName, runAsLeader } from "../env/leader.ts";
import { getStore } from "../env/process-store.ts";
import { findEvents } from "./alert-sources.ts";
import { readChannels } from "./channels.ts";
import { readMutedKeys } from "./mutes.ts";
import { readCoveredJobs } from "./read-covered-jobs.ts";
import { createAlertSender } from "./send-alert.ts";
import { createWatcher } from "./watcher.ts";

const lease = "watcher";
const roundMs = { live: 60_000, emulator: 10_000 };

/**
 * Compares the stored jobs with what was reported while the server runs, unless alerts are off or another server does.
 * One round starts after the other has ended.
 */
export function startWatching(): void {
  const env = readEnv();
  const { mode } = env;
  if (alertStateOf(env) !== "on") return;
  const context = getContext(serverCaller);
  const watcher = createWatcher({
    db: getStore().db,
    realm: context.realm,
    findTerm: (db) => holdLease(db, { name: lease, holder: processName(), now: context.now() }),
    readJobs: () => readCoveredJobs(context),
    findEvents: (window) => findEvents(context, window),
    readChannels: () => readChannels(context),
    readMuted: () => readMutedKeys(context),
    send: createAlertSender(),
    now: context.now,
  });
  runAsLeader(lease, async (signal) => {
    while (!signal.aborted) {
      await sleep(roundMs[mode], undefined, { ref: false, signal }).catch(() => undefined);
      if (!signal.aborted) await watcher.round(signal);
    }
  });
}
