import "server-only";
import { serverCaller } from "../base/caller.ts";
import { getContext } from "../context/context.ts";
import { readEnv } from "../env/env.ts";
import { listJobs } from "../inventory/list-jobs.ts";
import { openAlertStore } from "./alert-store.ts";
import { createAlertSender } from "./send-alert.ts";
import { createWatcher } from "./watcher.ts";

const roundMs = { live: 60_000, emulator: 10_000 };

/** Compares the stored jobs with what was reported while the server runs, if a webhook is set. One round starts after the other has ended. */
export function startWatching(): void {
  const { alerts, mode, dataDir } = readEnv();
  if (!alerts) return;
  const context = getContext(serverCaller);
  const watcher = createWatcher({
    store: openAlertStore(dataDir),
    readJobs: () => listJobs(context),
    send: createAlertSender(alerts),
    now: context.now,
  });
  const next = () => setTimeout(() => watcher.round().finally(next), roundMs[mode]).unref();
  next();
}
