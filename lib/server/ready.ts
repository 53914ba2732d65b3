import "server-only";
import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "./base/data-file.ts";
import { readEnv } from "./env/env.ts";

/** Why requests cannot be served, as a sentence for the operator. Undefined if they can. */
type Readiness = () => Promise<string | undefined>;

type Files = { write(path: string, data: Buffer): Promise<void>; remove(path: string): Promise<void> };

type ReadinessOptions = { dataDir: string; now: () => number; files?: Files };

/** About the size of a session or an audit entry, and a block of most file systems. */
const trialBytes = 4096;
/** The disk is tried at most this often, because probes come often and from everywhere. */
const keptMs = 10_000;

const disk: Files = {
  write: (path, data) => writeFile(path, data, { mode: 0o600, flush: true }),
  remove: (path) => rm(path, { force: true }),
};

/** Writes and removes 4 kB in the data folder, because permissions alone do not reveal a full or read-only disk. */
export function createReadiness({ dataDir, now, files = disk }: ReadinessOptions): Readiness {
  let last: { at: number; problem: Promise<string | undefined> } | undefined;

  async function tryDisk(): Promise<string | undefined> {
    const path = join(dataDir, `.readyz-${process.pid}`);
    try {
      await files.write(path, randomBytes(trialBytes));
      return undefined;
    } catch (error) {
      const code = codeOf(error);
      return `The data folder ${words[code] ?? "cannot be written"} (${code}): nobody can sign in, and no job can be changed.`;
    } finally {
      await files.remove(path).catch(() => undefined);
    }
  }

  return () => {
    const at = now();
    const isKept = last !== undefined && at >= last.at && at - last.at < keptMs;
    if (!last || !isKept) last = { at, problem: tryDisk() };
    return last.problem;
  };
}

const words: Partial<Record<string, string>> = {
  ENOSPC: "is on a full disk",
  EDQUOT: "has used up its quota",
  EROFS: "is on a read-only file system",
  EACCES: "does not allow this process to write",
  EPERM: "does not allow this process to write",
  ENOENT: "does not exist",
};

let current: Readiness | undefined;

/** Whether requests can be served: settings accepted, data folder writable. Does not call Cloudflare. */
export async function findProblem(): Promise<string | undefined> {
  current ??= createReadiness({ dataDir: readEnv().dataDir, now: Date.now });
  return current();
}
