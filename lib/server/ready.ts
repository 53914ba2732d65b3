import "server-only";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { writeMeta } from "#lib/store/meta.ts";
import type { Store } from "#lib/store/open-store.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { codeOf } from "./base/data-file.ts";
import { readEnv } from "./env/env.ts";
import { getStore, storeState } from "./env/process-store.ts";
import { storeOptionsOf } from "./env/store-options.ts";

/** Why requests cannot be served, as a sentence for the operator. Undefined if they can. */
type Readiness = () => Promise<string | undefined>;

type ReadinessOptions = {
  store: Pick<Store, "kind" | "db">;
  /** Where SQLite keeps it. */
  file?: string;
  /** Whether the tables are up to date. */
  isPrepared: () => boolean;
  now: () => number;
  write?: typeof writeMeta;
  waitMs?: number;
};

/** The store is tried at most this often, because probes come often and from everywhere. */
const keptMs = 10_000;
const consequence = "sign-in and changes to jobs are not possible.";
const noAnswer = `The database does not respond: ${consequence}`;

/** Writes a row, because an open database alone does not reveal a full or read-only disk. */
export function createReadiness(options: ReadinessOptions): Readiness {
  const { store, file, isPrepared, now, write = writeMeta, waitMs = 3000 } = options;
  let last: { at: number; problem: Promise<string | undefined> } | undefined;
  let trial: Promise<string | undefined> | undefined;

  async function tryStore(): Promise<string | undefined> {
    try {
      // SQLite would go on writing into a file that was deleted.
      if (file !== undefined) await access(file, constants.W_OK);
      await write(store.db, "ready", new Date(now()).toISOString());
      return undefined;
    } catch (error) {
      return problemOf(error, store.kind);
    }
  }

  /** A trial without an answer goes on, so that they do not pile up. */
  async function find(): Promise<string | undefined> {
    trial ??= tryStore().finally(() => {
      trial = undefined;
    });
    const stop = new AbortController();
    const late = sleep(waitMs, noAnswer, { ref: false, signal: stop.signal }).catch(() => noAnswer);
    return await Promise.race([trial, late]).finally(() => stop.abort());
  }

  return async () => {
    if (!isPrepared()) return noAnswer;
    const at = now();
    const isKept = last !== undefined && at >= last.at && at - last.at < keptMs;
    if (!last || !isKept) last = { at, problem: find() };
    return await last.problem;
  };
}

/** The words for a code of the data folder, of SQLite without its details, or of PostgreSQL. */
const words: Partial<Record<string, string>> = {
  ENOSPC: "is on a full disk",
  EDQUOT: "has exceeded its quota",
  EROFS: "is on a read-only file system",
  EACCES: "is not writable for this process",
  EPERM: "is not writable for this process",
  ENOENT: "does not exist",
  "SQLite 3": "is not writable for this process",
  "SQLite 8": "is read-only",
  "SQLite 11": "contains a damaged database",
  "SQLite 13": "is on a full disk",
  "SQLite 26": "contains a damaged database",
  "53100": "is on a full disk",
  "25006": "is read-only",
};

function problemOf(error: unknown, kind: Store["kind"]): string {
  if (isStoreError(error) && (error.trouble === "unavailable" || error.trouble === "busy")) {
    return `The database does not respond (${error.detail}): ${consequence}`;
  }
  const place = kind === "sqlite" ? "The data folder" : "The database";
  const code = isStoreError(error) ? error.detail : codeOf(error);
  const number = /^SQLite (\d+)$/.exec(code)?.[1];
  const known = words[number === undefined ? code : `SQLite ${Number(number) & 0xff}`];
  return `${place} ${known ?? "cannot be written"} (${code}): ${consequence}`;
}

let current: Readiness | undefined;

/** Whether requests can be served: settings accepted, store writable. Does not call Cloudflare. */
export async function findProblem(): Promise<string | undefined> {
  current ??= createReadiness({
    store: getStore(),
    file: fileOf(),
    isPrepared: () => storeState().isPrepared,
    now: Date.now,
  });
  return await current();
}

function fileOf(): string | undefined {
  const options = storeOptionsOf(readEnv());
  return options.kind === "sqlite" ? options.file : undefined;
}
