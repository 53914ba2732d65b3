import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";

// A container restarted after a kill often gets the same pid again, so our own pid proves nothing.
const held = new Set<string>();

/**
 * Takes the lock, or throws if another live process (or another emulator of this one) holds it. The lock is a symbolic
 * link whose target is the owner. It is created atomically with its text, so it never exists without an owner.
 */
export function acquireLock(path: string): () => void {
  const owner = `${process.pid} ${startTime(process.pid)}`;
  if (!tryCreate(path, owner)) {
    const holder = readHolder(path);
    if (isAlive(holder, path)) throw inUse(path, holder);
    moveAway(path, holder);
    if (!tryCreate(path, owner)) throw inUse(path, readHolder(path));
  }
  held.add(path);
  return () => {
    if (held.delete(path) && readHolder(path) === owner) rmSync(path, { force: true });
  };
}

/** Of several that find the same stale lock, each moves away only that one, never the winner's new lock. */
function moveAway(path: string, stale: string | undefined): void {
  const aside = `${path}.stale-${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, "ENOENT")) return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved !== undefined && moved !== stale) tryCreate(path, moved);
  rmSync(aside, { force: true });
}

function tryCreate(path: string, owner: string): boolean {
  try {
    symlinkSync(owner, path);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** `pid start-time`; undefined if there is no lock, or something that is not one. */
function readHolder(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function inUse(path: string, holder = "unknown"): Error {
  return new Error(`The emulator's data is in use by process ${holder.split(" ", 1)[0]} (lock ${path}).`);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function isAlive(holder: string | undefined, path: string): boolean {
  const [pidText = "", startedAt = ""] = holder?.split(" ") ?? [];
  const pid = /^\d+$/.test(pidText) ? Number(pidText) : 0;
  if (pid === 0) return false;
  if (pid === process.pid) return held.has(path);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It is alive and belongs to another user.
    return isCode(error, "EPERM");
  }
  const current = startTime(pid);
  return current === "" || startedAt === "" || current === startedAt;
}

/** Start time of a process in clock ticks since boot (Linux only): tells a reused pid from the old owner. */
function startTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
