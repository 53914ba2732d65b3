import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";

/** Stores a fact about the store, and resolves to whether it was another one before. The first time it was not. */
export async function changeMeta(db: Kysely<Database>, name: string, value: string): Promise<boolean> {
  const before = await db.selectFrom("meta").select("value").where("name", "=", name).executeTakeFirst();
  await db
    .insertInto("meta")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
  return before !== undefined && before.value !== value;
}
