import "server-only";
import { join } from "node:path";
import type { StoreOptions } from "#lib/store/open-store.ts";
import type { Env } from "./env.ts";

/** The file in the data folder that SQLite keeps the store in. */
export const databaseFile = "headgate.db";

/** Where the store of this installation is. */
export function storeOptionsOf({ database, dataDir }: Pick<Env, "database" | "dataDir">): StoreOptions {
  return database === undefined
    ? { kind: "sqlite", file: join(/* turbopackIgnore: true */ dataDir, databaseFile) }
    : { kind: "postgres", url: database };
}
