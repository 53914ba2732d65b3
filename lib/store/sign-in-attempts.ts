import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";

/** Between two times, without them. */
export type AttemptWindow = { after: number; before: number };

/** The times of this bucket's last attempts, newest first. */
export async function listAttempts(
  db: Kysely<Database>,
  { bucket, after, before, limit }: AttemptWindow & { bucket: string; limit: number },
): Promise<number[]> {
  const rows = await db
    .selectFrom("sign_in_attempt")
    .select("at")
    .where("bucket", "=", bucket)
    .where("at", ">", after)
    .where("at", "<", before)
    .orderBy("at", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ at }) => at);
}

/** How many attempts there were, of all buckets. */
export async function countAttempts(db: Kysely<Database>, { after, before }: AttemptWindow): Promise<number> {
  const { count } = await db
    .selectFrom("sign_in_attempt")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("at", ">", after)
    .where("at", "<", before)
    .executeTakeFirstOrThrow();
  return count;
}

/** Stores an attempt and returns its id. */
export async function insertAttempt(db: Kysely<Database>, attempt: { bucket: string; at: number }): Promise<number> {
  const { id } = await db.insertInto("sign_in_attempt").values(attempt).returning("id").executeTakeFirstOrThrow();
  return id;
}

/** Removes one attempt. */
export async function deleteAttempt(db: Kysely<Database>, id: number): Promise<void> {
  await db.deleteFrom("sign_in_attempt").where("id", "=", id).execute();
}

/** Removes the oldest attempts up to `until`, at most `limit` of them, and resolves to how many there were. */
export async function deleteOldAttempts(
  db: Kysely<Database>,
  { until, limit }: { until: number; limit: number },
): Promise<number> {
  const oldest = db.selectFrom("sign_in_attempt").select("id").where("at", "<=", until).orderBy("at").limit(limit);
  const { numDeletedRows } = await db.deleteFrom("sign_in_attempt").where("id", "in", oldest).executeTakeFirst();
  return Number(numDeletedRows);
}
