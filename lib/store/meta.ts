import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";

/** One fact about the store. */
export async function readMeta(db: Kysely<Database>, name: string): Promise<string | undefined> {
  const row = await db.selectFrom("meta").select("value").where("name", "=", name).executeTakeFirst();
  return row?.value;
}

export async function writeMeta(db: Kysely<Database>, name: string, value: string): Promise<void> {
  await db
    .insertInto("meta")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}

/**
 * Stores a fact about the store, and resolves to whether it was another one before. The first time it was not. `same`
 * is the same fact under an older key.
 */
export async function changeMeta(db: Kysely<Database>, name: string, value: string, same = value): Promise<boolean> {
  const before = await readMeta(db, name);
  await writeMeta(db, name, value);
  return before !== undefined && before !== value && before !== same;
}
