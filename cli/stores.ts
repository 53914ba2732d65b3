import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { lockDataFolder } from "#lib/server/env/data-folder.ts";
import { readDatabase } from "#lib/server/env/database.ts";
import { configExitCode, StartupError } from "#lib/server/env/rules.ts";
import { storeOptionsOf } from "#lib/server/env/store-options.ts";
import { UnfitStoreError } from "#lib/store/backup-store.ts";
import type { StoreOptions } from "#lib/store/open-store.ts";
import { openStore, type Store } from "#lib/store/open-store.ts";
import { isStoreError, type StoreTrouble } from "#lib/store/store-error.ts";
import { CliError, callerPath } from "./verb.ts";

/** The store that the settings name. Throws `StartupError`. */
export function findStoreOptions(dataDir: string): StoreOptions {
  const { HEADGATE_DATABASE, HEADGATE_DATABASE_FILE } = process.env;
  const values = {
    HEADGATE_DATABASE: HEADGATE_DATABASE?.trim() || undefined,
    HEADGATE_DATABASE_FILE: HEADGATE_DATABASE_FILE?.trim() || undefined,
  };
  const hasSecret = Boolean(process.env.HEADGATE_SECRET?.trim());
  const database = readDatabase(values, (path) => readFileSync(path, "utf8"), { hasSecret });
  return storeOptionsOf({ dataDir, ...(database && { database }) });
}

/** The data folder of the settings, as the server names it. */
export function findDataFolder(): string {
  return resolve(process.env.HEADGATE_DATA?.trim() || ".data");
}

/** The store of a server with the same settings. */
export function findOwnStore(): StoreOptions {
  return orRefused(() => findStoreOptions(findDataFolder()));
}

/** A store by its address: `postgres://...`, or the path of an SQLite file. `option` names it in messages. */
export function parseAddress(option: string, address: string): StoreOptions {
  if (!/^postgres(?:ql)?:/.test(address)) return { kind: "sqlite", file: callerPath(address) };
  try {
    const url = readDatabase({ HEADGATE_DATABASE: address }, () => "", { hasSecret: true });
    return { kind: "postgres", url: url ?? address };
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    throw new CliError(error.message.replace(error.variable, option));
  }
}

/** A store in a sentence, without the password that its address may hold. */
export function nameOf(options: StoreOptions): string {
  if (options.kind === "sqlite") return options.file;
  const { host, pathname } = new URL(options.url);
  return `the PostgreSQL database ${pathname.slice(1)} on ${host}`;
}

/**
 * Locks the folders of SQLite files, and ours, against servers until `release`. Throws a `CliError` with the words and
 * the exit code of a second server.
 */
export function lockFolders(stores: StoreOptions[]): { release(): void } {
  const folders = stores.map((store) => (store.kind === "sqlite" ? dirname(store.file) : findDataFolder()));
  const locks: { release(): void }[] = [];
  const release = () => {
    for (const lock of locks) lock.release();
  };
  try {
    for (const folder of new Set(folders)) locks.push(orRefused(() => lockDataFolder(folder)));
  } catch (error) {
    release();
    if (error instanceof CliError) throw error;
    throw new CliError(`the folder cannot be used: ${textOf(error)}`, configExitCode);
  }
  return { release };
}

/** Servers that share PostgreSQL hold leases for a few seconds at a time; the data folder shows one machine's only. */
export async function refuseServers({ kind, db }: Store): Promise<void> {
  if (kind === "sqlite") return;
  const tables = await db.introspection.getTables();
  if (!tables.some(({ name }) => name === "lease")) return;
  const now = Date.now();
  const lease = await db.selectFrom("lease").selectAll().where("until", ">", now).executeTakeFirst();
  if (!lease) return;
  throw new CliError(
    `a server is using the database: its lease "${lease.name}" expires in ${Math.ceil((lease.until - now) / 1000)} s. Stop all servers, wait until it expires and try again, or use --force.`,
    configExitCode,
  );
}

/** Opens a store for some work. What goes wrong there becomes a sentence that begins with its name. */
export async function withStore<T>(options: StoreOptions, work: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore(options);
  try {
    return await work(store);
  } catch (error) {
    throw toCliError(error, nameOf(options));
  } finally {
    await store.close();
  }
}

/** An error of a store or of a file as a sentence about it. */
export function toCliError(error: unknown, name: string): unknown {
  if (error instanceof UnfitStoreError) return new CliError(`${name} ${error.message}.`);
  if (isStoreError(error)) return new CliError(`${name} ${words[error.trouble]} (${error.detail}).`);
  if (error instanceof Error && "code" in error && "syscall" in error) return new CliError(`${error.message}.`);
  return error;
}

const words: Record<StoreTrouble, string> = {
  unwritable: "cannot be written",
  unavailable: "does not respond, or cannot be opened",
  damaged: "is damaged, or is not a database",
  busy: "is locked by another program",
  other: "refused a statement",
};

function orRefused<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof StartupError) throw new CliError(error.message, configExitCode);
    throw error;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown error";
}
