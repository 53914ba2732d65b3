import type { Kysely } from "kysely";
import { lockRow } from "./lock-row.ts";
import type { Database, OneTimeLinkTable } from "./schema.ts";

/** Stores the link of its owner in place of the previous one. Removes links that are over. */
export async function replaceLink(db: Kysely<Database>, link: OneTimeLinkTable, now: number): Promise<void> {
  await db.transaction().execute(async (change) => {
    await lockRow(change, "one-time-link");
    await change
      .deleteFrom("one_time_link")
      .where((where) => where.or([where("owner", "=", link.owner), where("until", "<=", now)]))
      .execute();
    await change.insertInto("one_time_link").values(link).execute();
  });
}

/** Uses the link up. True for one caller only, on whichever server. */
export async function takeLink(db: Kysely<Database>, id: string, now: number): Promise<boolean> {
  const taken = await db
    .deleteFrom("one_time_link")
    .where("id", "=", id)
    .where("until", ">", now)
    .returning("id")
    .executeTakeFirst();
  return taken !== undefined;
}

/** Whether the owner has a link that works. */
export async function hasLink(db: Kysely<Database>, owner: string, now: number): Promise<boolean> {
  const link = await db
    .selectFrom("one_time_link")
    .select("id")
    .where("owner", "=", owner)
    .where("until", ">", now)
    .executeTakeFirst();
  return link !== undefined;
}
