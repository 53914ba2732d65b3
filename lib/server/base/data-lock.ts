import "server-only";
import { mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/** The process that owns a data folder. */
export type LockHolder = { pid: number; host: string };

export type DataLock = { ok: true; release(): void } | { ok: false; holder: LockHolder };

export const lockName = "headgate.lock";

/** A container that was restarted often gets the pid of the one before, so our own pid proves nothing. */
const held = new Set<string>();

/**
 * Makes this process the only server of a data folder. The lock is a symbolic link whose target is the owner: it is
 * created atomically with its text. A lock whose process is gone is taken over; one of another machine or container
 * cannot be checked, so it counts as held.
 */
export function lockData(dataDir: string): DataLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, lockName);
  const owner = `${process.pid} ${startedAt(process.pid)} ${hostname()}`;
  if (!tryCreate(path, owner)) {
    const holder = readTarget(path);
    if (isHeld(holder, path)) return { ok: false, holder: parse(holder) };
    moveAside(path, holder);
    if (!tryCreate(path, owner)) return { ok: false, holder: parse(readTarget(path)) };
  }
  held.add(path);
  return {
    ok: true,
    release: () => {
      if (held.delete(path) && readTarget(path) === owner) rmSync(path, { force: true });
    },
  };
}

/** Of several processes that find the same dead owner, each moves only that lock away, never the winner's new one. */
function moveAside(path: string, dead: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = readTarget(aside);
  if (moved !== dead) tryCreate(path, moved);
  rmSync(aside, { force: true });
}

function tryCreate(path: string, owner: string): boolean {
  try {
    symlinkSync(owner, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readTarget(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

function parse(target: string): LockHolder {
  const [pid = "", , host = ""] = target.split(" ");
  return { pid: Number(pid) || 0, host };
}

function isHeld(target: string, path: string): boolean {
  const [, started = ""] = target.split(" ");
  const { pid, host } = parse(target);
  if (pid === 0) return false;
  if (host !== hostname()) return true;
  if (pid === process.pid) return held.has(path);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It is alive and belongs to another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  const now = startedAt(pid);
  return now === "-" || started === "-" || now === started;
}

/** When a process started, in clock ticks since the machine did (Linux only): tells a reused pid from the old owner. */
function startedAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "-";
  } catch {
    return "-";
  }
}
