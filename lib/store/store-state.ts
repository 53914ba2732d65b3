import { sql } from "kysely";
import { migrationsOf } from "./migrations.ts";
import type { Store } from "./open-store.ts";
import { listStoreTables } from "./store-tables.ts";

/**
 * What a database is to this version. `empty`: it has no tables. `older`: migrations are missing. `newer`: a later
 * version has migrated it. `foreign`: it is not a store of Headgate.
 */
export type StoreState = "empty" | "older" | "current" | "newer" | "foreign";

/** Reads the state without changing anything. */
export async function readStoreState(store: Store): Promise<StoreState> {
  const found = await readColumns(store);
  if (found.size === 0) return "empty";
  if (!found.has(migrationTable)) return "foreign";
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(migrationTable)} order by name`.execute(
    store.db,
  );
  const done = rows.map(({ name }) => name);
  const known = Object.keys(migrationsOf(store.kind)).sort();
  const common = Math.min(done.length, known.length);
  if (done.slice(0, common).join() !== known.slice(0, common).join()) return "foreign";
  if (done.length > known.length) return "newer";
  if (done.length < known.length) return "older";
  return (await hasAllTables(found)) ? "current" : "foreign";
}

const migrationTable = "kysely_migration";

/** Whether somebody has dropped or changed a table, or the file of another program has the same migrations. */
async function hasAllTables(found: Map<string, Set<string>>): Promise<boolean> {
  const tables = await listStoreTables();
  return tables.every(({ name, columns }) => columns.every((column) => found.get(name)?.has(column)));
}

/** The columns of each table and view. */
async function readColumns({ kind, db }: Store): Promise<Map<string, Set<string>>> {
  const query =
    kind === "sqlite"
      ? sql<{ name: string; column: string }>`select t.name, c.name as "column"
          from sqlite_schema t join pragma_table_info(t.name) c where t.type in ('table', 'view')`
      : sql<{ name: string; column: string }>`select table_name as name, column_name as "column"
          from information_schema.columns where table_schema = current_schema()`;
  const columns = new Map<string, Set<string>>();
  for (const { name, column } of (await query.execute(db)).rows) {
    columns.set(name, (columns.get(name) ?? new Set()).add(column));
  }
  return columns;
}
