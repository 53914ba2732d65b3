import { type Kysely, sql } from "kysely";
import { copyStore } from "../copy-store.ts";
import { openStore, type Store } from "../open-store.ts";
import type { Database } from "../schema.ts";
import { listStoreTables } from "../store-tables.ts";

/**
 * Fills every table of a store, whatever it is, with values that are hard to copy: quotes, other scripts, bytes, numbers
 * beyond 32 bits, and null wherever it is allowed.
 */
export async function insertSamples(store: Store, rowsOf: (table: string) => number = () => 3): Promise<void> {
  if (store.kind === "sqlite") return insertAll(store.db, rowsOf);
  const first = openStore({ kind: "sqlite", file: ":memory:" });
  await first.migrate();
  await insertAll(first.db, rowsOf);
  await store.db.transaction().execute((target) => copyStore(first.db, target, store.kind));
  await first.close();
}

async function insertAll(db: Kysely<Database>, rowsOf: (table: string) => number): Promise<void> {
  for (const { name, refersTo } of await listStoreTables()) {
    const { rows: columns } = await sql<{ name: string; type: string; nullable: number }>`
      select name, lower(type) as type, "notnull" = 0 and pk = 0 as nullable from pragma_table_info(${name})`.execute(
      db,
    );
    for (let row = 1; row <= rowsOf(name); row += 1) {
      const values = columns.map((column) => {
        if (refersTo.includes(column.name))
          return column.type.startsWith("varchar") ? valueFor(column.type, row) : idOf(row);
        if (column.name === "id" && column.type === "integer") return idOf(row);
        return column.nullable === 1 && row % 2 === 0 ? null : valueFor(column.type, row);
      });
      await sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column.name)))})
        values (${sql.join(values)})`.execute(db);
    }
  }
}

/** With gaps, as after deletions. */
const idOf = (row: number) => row * 3;

function valueFor(type: string, row: number): unknown {
  if (type === "blob") return Uint8Array.from([0, 255, row % 256, 128, 39]);
  if (type === "bigint") return 2 ** 52 + row;
  if (type === "integer") return row;
  if (type === "smallint") return row % 7;
  return type === "text" ? `'"\\ é 日本 🙂 \n\t%s $1 ${row}` : `É'${row}`;
}
