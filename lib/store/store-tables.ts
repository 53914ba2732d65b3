import { type Kysely, sql } from "kysely";
import { openStore } from "./open-store.ts";
import type { Database } from "./schema.ts";

/** A table of the store as the migrations make it. */
export type StoreTable = {
  name: string;
  columns: string[];
  /** The columns of the primary key, in its order. */
  key: string[];
  /** The tables that its rows refer to. */
  refersTo: string[];
};

let tables: Promise<StoreTable[]> | undefined;

/**
 * All tables of this version, those that others refer to first. They are read from a new store in memory, so a table
 * that a migration adds is in the list.
 */
export function listStoreTables(): Promise<StoreTable[]> {
  tables ??= readNewStore();
  return tables;
}

async function readNewStore(): Promise<StoreTable[]> {
  const store = openStore({ kind: "sqlite", file: ":memory:" });
  try {
    await store.migrate();
    return await readTables(store.db);
  } finally {
    await store.close();
  }
}

async function readTables(db: Kysely<Database>): Promise<StoreTable[]> {
  const columns = await sql<{ name: string; column: string; place: number }>`
    select t.name, c.name as "column", c.pk as place from sqlite_schema t join pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite%' and t.name not like 'kysely%' order by t.name, c.cid`.execute(
    db,
  );
  const references = await sql<{ name: string; target: string }>`
    select t.name, f."table" as target from sqlite_schema t join pragma_foreign_key_list(t.name) f
    where t.type = 'table'`.execute(db);
  const names = new Set(columns.rows.map(({ name }) => name));
  const found = Array.from(names, (name) => {
    const own = columns.rows.filter((row) => row.name === name);
    const inKey = own.filter(({ place }) => place > 0).sort((a, b) => a.place - b.place);
    return {
      name,
      columns: own.map(({ column }) => column),
      key: inKey.map(({ column }) => column),
      refersTo: references.rows.filter((row) => row.name === name).map(({ target }) => target),
    };
  });
  return sortByReference(found);
}

function sortByReference(found: StoreTable[]): StoreTable[] {
  const sorted = new Map<string, StoreTable>();
  while (sorted.size < found.length) {
    const next = found.find(
      ({ name, refersTo }) => !sorted.has(name) && refersTo.every((target) => sorted.has(target)),
    );
    if (!next) throw new Error("The tables of the store refer to each other in a circle.");
    sorted.set(next.name, next);
  }
  return [...sorted.values()];
}
