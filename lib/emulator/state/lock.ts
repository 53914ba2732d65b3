import { readFileSync, rmSync, writeFileSync } from "node:fs";

// A container restarted after a kill often gets the same pid again, so a pid of our own proves nothing by itself.
const held = new Set<string>();

/** Takes the lock file, or throws when another live process (or another emulator of this one) holds it. */
export function acquireLock(path: string): () => void {
  if (!tryCreate(path)) {
    const holder = readHolder(path);
    if (holder && isAlive(holder, path)) {
      throw new Error(`The emulator's data is in use by process ${holder.pid} (lock file ${path}).`);
    }
    rmSync(path, { force: true });
    if (!tryCreate(path)) throw new Error(`The emulator's data is in use by another process (lock file ${path}).`);
  }
  held.add(path);
  return () => {
    if (held.delete(path)) rmSync(path, { force: true });
  };
}

function tryCreate(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid} ${startTime(process.pid)}\n`, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

type Holder = { pid: number; startTime: string };

function readHolder(path: string): Holder | undefined {
  try {
    const [pid = "", startTime = ""] = readFileSync(path, "utf8").trim().split(" ");
    return /^\d+$/.test(pid) ? { pid: Number(pid), startTime } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder, path: string): boolean {
  if (holder.pid === process.pid) return held.has(path);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM means that it lives and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  const current = startTime(holder.pid);
  return current === "" || holder.startTime === "" || current === holder.startTime;
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
