import "server-only";
import { lockData, lockName } from "../base/data-lock.ts";
import { StartupError } from "./rules.ts";

/** Locks the data folder until `release`. Throws `StartupError` while another process uses it. */
export function lockDataFolder(dataDir: string): { release(): void } {
  const lock = lockData(dataDir);
  if (lock.ok) return lock;
  throw new StartupError(
    "HEADGATE_DATA",
    `(${dataDir}) is in use by process ${lock.holder.pid} on ${lock.holder.host}`,
    `Give each server its own folder, or let them share PostgreSQL (HEADGATE_DATABASE). If that process no longer runs, delete ${lockName} in the folder.`,
  );
}
