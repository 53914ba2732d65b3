import { sql } from "kysely";
import { copyStore, findDifferent, readAtOneMoment, sumStore } from "./copy-store.ts";
import { openStore, type Store } from "./open-store.ts";
import { copySqlite } from "./sqlite.ts";
import { isStoreError } from "./store-error.ts";
import { readStoreState, type StoreState } from "./store-state.ts";

/** Why a database cannot be used for this, as the end of a sentence: "is damaged". */
export class UnfitStoreError extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = "UnfitStoreError";
  }
}

const problems: Record<Exclude<StoreState, "current">, string> = {
  empty: "is empty",
  foreign: "is not a Headgate database",
  newer: "was used by a newer version of Headgate with tables that this version does not support",
  older: "was last used by an older version of Headgate. Start this version once to update it",
};

/** Throws `UnfitStoreError` for a store in any other state. */
export async function requireState(store: Store, ...fit: StoreState[]): Promise<StoreState> {
  const state = await readStoreState(store);
  if (state !== "current" && !fit.includes(state)) throw new UnfitStoreError(problems[state]);
  return state;
}

/** Copies a store, as it is at one moment, into an SQLite file that is missing or empty. Others may go on writing. */
export async function backUpStore(store: Store, file: string): Promise<void> {
  if (store.kind === "sqlite") {
    // It is copied whole, so tables of another version are too.
    await requireState(store, "older", "newer");
    await copySqlite(store.db, file);
    return;
  }
  await requireState(store);
  const copy = openStore({ kind: "sqlite", file });
  try {
    await copy.migrate();
    await fillStore(store, copy, async () => undefined);
    await makeOneFile(copy);
  } finally {
    await copy.close();
  }
}

/**
 * Copies all rows in one transaction and verifies them. `prepare` runs first in that transaction, and must leave the
 * tables empty.
 */
export async function fillStore(from: Store, to: Store, prepare: (target: Store["db"]) => Promise<void>) {
  return await readAtOneMoment(from, (source) =>
    to.db.transaction().execute(async (target) => {
      await prepare(target);
      const read = await copyStore(source, target, to.kind);
      const different = findDifferent(read, await sumStore(target));
      if (different.length > 0)
        throw new UnfitStoreError(`holds other rows than were copied (${different.join(", ")})`);
      return read;
    }),
  );
}

/** How many rows each table has, whichever version made them. */
export async function countRows({ db }: Pick<Store, "db">): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of await db.introspection.getTables()) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(db);
    counts[name] = rows[0]?.count ?? 0;
  }
  return counts;
}

/**
 * Ends the write-ahead log of an SQLite database, so that its file alone is the database. If another program has it
 * open, the log stays.
 */
export async function makeOneFile({ db }: Store): Promise<void> {
  try {
    await sql`pragma journal_mode = delete`.execute(db);
  } catch (error) {
    if (!isStoreError(error) || error.trouble !== "busy") throw error;
  }
}
