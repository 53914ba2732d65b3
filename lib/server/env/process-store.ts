import "server-only";
import { join } from "node:path";
import { openStore, type Store, type StoreOptions } from "#lib/store/open-store.ts";
import { perProcess } from "../base/per-process.ts";
import { type Env, readEnv } from "./env.ts";

/** The file in the data folder that SQLite keeps the store in. */
export const databaseFile = "headgate.db";

/** Where the store of this installation is. */
export function storeOptionsOf({ database, dataDir }: Pick<Env, "database" | "dataDir">): StoreOptions {
  return database === undefined
    ? { kind: "sqlite", file: join(/* turbopackIgnore: true */ dataDir, databaseFile) }
    : { kind: "postgres", url: database };
}

/** The store of this process. Nothing connects before the first statement. */
export function getStore(): Store {
  return perProcess("store", () => openStore(storeOptionsOf(readEnv())));
}

/** Whether the tables are up to date and the files of an older version are taken over. `start.ts` sets it. */
export const storeState = () => perProcess("storeState", () => ({ isPrepared: false }));
