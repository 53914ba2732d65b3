import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname } from "node:path";
import { sql } from "kysely";
import { makeOneFile, requireState, UnfitStoreError } from "./backup-store.ts";
import { openStore, type Store } from "./open-store.ts";
import { isStoreError } from "./store-error.ts";

/** The files that SQLite keeps next to a database. */
const companions = ["-wal", "-shm"];

/**
 * Makes a store that this version can use out of a backup: checked, and with the tables of this version. The backup is
 * only read; `draft` is the copy. Throws `UnfitStoreError`.
 */
export async function openBackup(backup: string, draft: string): Promise<Store> {
  copyPrivate(backup, draft);
  // A database that was copied while in use has its newest changes there.
  if (existsSync(`${backup}-wal`)) copyPrivate(`${backup}-wal`, `${draft}-wal`);
  const store = openStore({ kind: "sqlite", file: draft });
  try {
    await checkIntegrity(store);
    if ((await requireState(store, "older")) === "older") await store.migrate();
    // Somebody may have signed out, or used a link up, since the backup was made.
    await store.db.deleteFrom("session").execute();
    await store.db.deleteFrom("one_time_link").execute();
    return store;
  } catch (error) {
    await store.close();
    if (isStoreError(error) && error.trouble === "damaged") throw new UnfitStoreError(damaged);
    throw error;
  }
}

const damaged = "is damaged, or is not a database";

async function checkIntegrity({ db }: Store): Promise<void> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const references = await sql`pragma foreign_key_check`.execute(db);
  if (rows.length !== 1 || rows[0]?.integrity_check !== "ok" || references.rows.length > 0) {
    throw new UnfitStoreError(damaged);
  }
}

/**
 * Puts the file `draft` in the place of an SQLite file, atomically. What was there is kept under the name `kept`. No
 * other process may use the file. Returns whether there was one.
 */
export async function replaceSqlite({
  draft,
  file,
  kept,
}: Record<"draft" | "file" | "kept", string>): Promise<boolean> {
  toDisk(draft);
  const hasOld = existsSync(file);
  if (hasOld) await foldIn(file);
  const undo: (() => void)[] = [];
  try {
    for (const end of companions.filter((end) => existsSync(file + end))) {
      renameSync(file + end, kept + end);
      undo.push(() => renameSync(kept + end, file + end));
    }
    if (hasOld) {
      keepUnder(file, kept);
      undo.push(() => rmSync(kept));
    }
    renameSync(draft, file);
  } catch (error) {
    for (const step of undo) step();
    throw error;
  }
  try {
    toDisk(dirname(file));
  } catch {
    // Not every file system can do this with a folder. The file itself is on disk.
  }
  return hasOld;
}

/** Writes the newest changes into the file itself. A damaged database keeps them next to it. */
async function foldIn(file: string): Promise<void> {
  // The log of a file that another program has open stays, and waiting does not close it.
  const store = openStore({ kind: "sqlite", file }, { longestWaitMs: 0 });
  try {
    // A connection that still knows a log may delete the log of its successor when it ends.
    await makeOneFile(store);
  } catch (error) {
    if (!isStoreError(error)) throw error;
  } finally {
    await store.close();
  }
}

/** A second name, so that the first one never names nothing. Not every file system has those. */
function keepUnder(file: string, kept: string): void {
  try {
    linkSync(file, kept);
  } catch {
    copyFileSync(file, kept, constants.COPYFILE_EXCL);
  }
}

function toDisk(path: string): void {
  const opened = openSync(path, "r");
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** Removes a copy that is not needed, with its journals. */
export function removeSqlite(file: string): void {
  for (const path of [file, ...companions.map((end) => file + end), `${file}-journal`]) rmSync(path, { force: true });
}

function copyPrivate(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL);
  chmodSync(to, 0o600);
}
