import { setTimeout as sleep } from "node:timers/promises";
import type { Kysely, Transaction } from "kysely";
import type { Database } from "./schema.ts";
import { isStoreError } from "./store-error.ts";

const mostTries = 3;

/** Runs a transaction, again if PostgreSQL ended it because it and another one were in each other's way. */
export async function transact<T>(
  db: Kysely<Database>,
  work: (transaction: Transaction<Database>) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (tries >= mostTries || !isConflict(error)) throw error;
      await sleep(5 + Math.random() * 20);
    }
  }
}

/** A deadlock, or a serialization failure. */
function isConflict(error: unknown): boolean {
  return isStoreError(error) && error.trouble === "busy" && /^(?:40P01|40001)$/.test(error.detail);
}
