import "server-only";
import { openStore, type Store } from "#lib/store/open-store.ts";
import { perProcess } from "../base/per-process.ts";
import { readEnv } from "./env.ts";
import { storeOptionsOf } from "./store-options.ts";

/** The store of this process. Nothing connects before the first statement. */
export function getStore(): Store {
  return perProcess("store", () => openStore(storeOptionsOf(readEnv())));
}

/** Whether the tables are up to date and the files of an older version are taken over. `start.ts` sets it. */
export const storeState = () => perProcess("storeState", () => ({ isPrepared: false }));
