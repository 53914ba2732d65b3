import "server-only";
import { serverCaller } from "../base/caller.ts";
import { getContext } from "../context/context.ts";
import { readEnv } from "../env/env.ts";
import { listAllJobs } from "../jobs/list-jobs.ts";
import { openAlertStore } from "./alert-store.ts";
import { createAlertSender } from "./send-alert.ts";
import { createWatcher } from "./watcher.ts";

const roundMs = { live: 60_000, emulator: 10_000 };
/** The wait after the list could not be read. */
const restMs = 5 * 60_000;

/** Polls the jobs while the server runs, if a webhook is set. One round starts after the other has ended. */
export function startWatching(): void {
  const { alerts, mode, dataDir } = readEnv();
  if (!alerts) return;
  const context = getContext(serverCaller);
  let waitMs = roundMs[mode];
  const watcher = createWatcher({
    store: openAlertStore(dataDir),
    readJobs: async () => {
      // Counts as failed until the list has arrived, so that an API in trouble gets a longer pause.
      waitMs = mode === "live" ? restMs : roundMs[mode];
      const list = await listAllJobs(context);
      waitMs = mode === "live" ? Math.max(roundMs.live, list.pollSchedule.intervalMs) : roundMs.emulator;
      return list;
    },
    send: createAlertSender(alerts),
    now: context.now,
  });
  const next = () => setTimeout(() => watcher.round().finally(next), waitMs).unref();
  next();
}
