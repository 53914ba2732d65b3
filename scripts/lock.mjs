// One process at a time, across terminals. Only Node's own modules: see ensure.mjs.
import { readlinkSync, symlinkSync, unlinkSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

const longestWaitMs = 15 * 60_000;

/** Runs `work` while it holds the lock at `path`; takes over a lock whose owner is gone. */
export async function withLock(path, work) {
  await acquire(path);
  const release = () => readOwner(path) === owner && unlinkSync(path);
  // An exit by process.exit or by a signal must not leave the lock behind.
  process.once("exit", release);
  const leave = () => process.exit(130);
  process.once("SIGINT", leave);
  try {
    return await work();
  } finally {
    process.off("SIGINT", leave);
    process.off("exit", release);
    release();
  }
}

/** A symbolic link is created atomically with its text, so a lock never exists without its owner. */
const owner = `${hostname()}:${process.pid}`;

async function acquire(path) {
  const deadline = Date.now() + longestWaitMs;
  for (let isFirst = true; ; isFirst = false) {
    if (tryCreate(path)) return;
    const holder = readOwner(path);
    if (holder !== undefined && isGone(holder)) {
      tryUnlink(path);
      // Two waiters may both see the dead owner, so check again before assuming that the lock is ours.
      const isMine = tryCreate(path);
      await sleep(100);
      if (isMine && readOwner(path) === owner) return;
      continue;
    }
    if (Date.now() > deadline) throw new Error(`${holder} still holds ${path}. If it is gone, delete that file.`);
    if (isFirst) console.log(`headgate: waiting for ${holder}, which is doing the same work (${path})`);
    await sleep(250);
  }
}

function tryCreate(path) {
  try {
    symlinkSync(owner, path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function tryUnlink(path) {
  try {
    unlinkSync(path);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

function readOwner(path) {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** A process of another machine (a shared folder, a container) cannot be checked, so it counts as alive. */
function isGone(holder) {
  const [host, pid] = holder.split(":");
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}
