import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Store } from "./open-store.ts";
import type { Database, StoreKind } from "./schema.ts";
import { listStoreTables, type StoreTable } from "./store-tables.ts";

/** How many rows a table has, and a digest of all of them that does not depend on their order or on the database. */
export type TableSum = { name: string; rows: number; digest: string };

type Row = Record<string, unknown>;

/**
 * Copies all rows from one store into another, whose tables are there and empty, and returns what was read. Holds a few
 * hundred rows at a time. Run it in a transaction on each side.
 */
export async function copyStore(from: Kysely<Database>, to: Kysely<Database>, kind: StoreKind): Promise<TableSum[]> {
  const sums: TableSum[] = [];
  for (const table of await listStoreTables()) {
    sums.push(await sumTable(from, table, (rows) => insertRows(to, table, rows)));
  }
  if (kind === "postgres") await continueIds(to);
  return sums;
}

/** Counts and digests all tables of a store. */
export async function sumStore(db: Kysely<Database>): Promise<TableSum[]> {
  const sums: TableSum[] = [];
  for (const table of await listStoreTables()) sums.push(await sumTable(db, table));
  return sums;
}

/** The names of the tables that differ. */
export function findDifferent(one: TableSum[], other: TableSum[]): string[] {
  const others = new Map(other.map((sum) => [sum.name, sum]));
  return one.flatMap(({ name, rows, digest }) => {
    const same = others.get(name);
    return same?.rows === rows && same.digest === digest ? [] : name;
  });
}

/** Deletes all rows of all tables. */
export async function emptyStore(db: Kysely<Database>, kind: StoreKind): Promise<void> {
  const tables = await listStoreTables();
  if (kind === "postgres") {
    await sql`truncate ${sql.join(tables.map(({ name }) => sql.table(name)))}`.execute(db);
    return;
  }
  for (const { name } of tables.toReversed()) await sql`delete from ${sql.table(name)}`.execute(db);
}

/** Runs reads that all see the store as it was at one moment. Nobody who writes waits for them. */
export function readAtOneMoment<T>(store: Store, read: (db: Kysely<Database>) => Promise<T>): Promise<T> {
  if (store.kind === "postgres") {
    return store.db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(read);
  }
  return store.db.connection().execute(async (db) => {
    // A transaction of Kysely would take the lock that writers need.
    await sql`begin deferred`.execute(db);
    try {
      return await read(db);
    } finally {
      await sql`rollback`.execute(db);
    }
  });
}

async function sumTable(
  db: Kysely<Database>,
  table: StoreTable,
  use?: (rows: Row[]) => Promise<void>,
): Promise<TableSum> {
  let count = 0;
  let total = 0n;
  for await (const rows of readRows(db, table)) {
    await use?.(rows);
    count += rows.length;
    for (const row of rows) total += digestRow(table, row);
  }
  return { name: table.name, rows: count, digest: (total % 2n ** 256n).toString(16).padStart(64, "0") };
}

/** Fits into the parameters that SQLite takes, also for the widest table. */
const rowsAtOnce = 500;

/** In the order of the primary key, each batch after the last key of the one before. */
async function* readRows(db: Kysely<Database>, { name, columns, key }: StoreTable): AsyncGenerator<Row[]> {
  const keyColumns = sql.join(key.map((column) => sql.ref(column)));
  let after = sql``;
  for (;;) {
    const { rows } = await sql<Row>`select ${sql.join(columns.map((column) => sql.ref(column)))}
      from ${sql.table(name)} ${after} order by ${keyColumns} limit ${sql.lit(rowsAtOnce)}`.execute(db);
    const last = rows.at(-1);
    if (last) yield rows;
    if (!last || rows.length < rowsAtOnce) return;
    after = sql`where (${keyColumns}) > (${sql.join(key.map((column) => last[column]))})`;
  }
}

async function insertRows(db: Kysely<Database>, { name, columns }: StoreTable, rows: Row[]): Promise<void> {
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
  await sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(values)}`.execute(db);
}

/** Rows were inserted with their ids, so PostgreSQL has to be set to the next one. In a transaction, unlike `setval`. */
async function continueIds(db: Kysely<Database>): Promise<void> {
  const identities = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'`.execute(db);
  const known = new Set((await listStoreTables()).map(({ name }) => name));
  for (const { table, column } of identities.rows.filter((identity) => known.has(identity.table))) {
    const { rows } = await sql<{ next: number }>`
      select coalesce(max(${sql.ref(column)}), 0) + 1 as next from ${sql.table(table)}`.execute(db);
    await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)}
      restart with ${sql.lit(rows[0]?.next ?? 1)}`.execute(db);
  }
}

function digestRow({ columns }: StoreTable, row: Row): bigint {
  const text = JSON.stringify(columns.map((column) => [column, plain(row[column])]));
  return BigInt(`0x${createHash("sha256").update(text).digest("hex")}`);
}

/** A value as both databases have it. */
function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? { bytes: Buffer.from(value).toString("base64") } : value;
}
