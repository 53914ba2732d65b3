import type { Kysely } from "kysely";
import { lockRow } from "./lock-row.ts";
import type { Database, SessionTable } from "./schema.ts";

/** A session is over if it started or was last used at these times or before. */
type OverLimits = { startedAfter: number; usedAfter: number };

export type SessionLimits = OverLimits & { maxOfRealm: number };

/** The most sessions that one statement removes because they are over. */
const maxRemoved = 1000;

/** Removes sessions that are over. Resolves to whether there may be more. */
export async function removeOverSessions(db: Kysely<Database>, limits: OverLimits): Promise<boolean> {
  return db.transaction().execute(async (change) => {
    await lockRow(change, "session");
    return (await deleteOver(change, limits)) >= maxRemoved;
  });
}

async function deleteOver(db: Kysely<Database>, { startedAfter, usedAfter }: OverLimits): Promise<number> {
  const over = db
    .selectFrom("session")
    .select("id")
    .where((where) => where.or([where("started_at", "<=", startedAfter), where("used_at", "<=", usedAfter)]))
    .orderBy("used_at")
    .limit(maxRemoved);
  const { numDeletedRows } = await db.deleteFrom("session").where("id", "in", over).executeTakeFirst();
  return Number(numDeletedRows);
}

/** Stores a session. Removes those that are over, and the realm's least used ones above the limit. */
export async function insertSession(
  db: Kysely<Database>,
  session: SessionTable,
  { startedAfter, usedAfter, maxOfRealm }: SessionLimits,
): Promise<void> {
  await db.transaction().execute(async (change) => {
    // Two transactions that delete the same rows could wait for each other.
    await lockRow(change, "session");
    await deleteOver(change, { startedAfter, usedAfter });
    const kept = change
      .selectFrom("session")
      .select("id")
      .where("realm", "=", session.realm)
      .orderBy("used_at", "desc")
      .limit(maxOfRealm - 1);
    await change.deleteFrom("session").where("realm", "=", session.realm).where("id", "not in", kept).execute();
    await change.insertInto("session").values(session).execute();
  });
}

/** The session with this id. It may be over. */
export function findSession(db: Kysely<Database>, id: string): Promise<SessionTable | undefined> {
  return db.selectFrom("session").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Stores the last use, unless another server stored one after `unlessAfter`. */
export async function touchSession(
  db: Kysely<Database>,
  { id, usedAt, unlessAfter }: { id: string; usedAt: number; unlessAfter: number },
): Promise<void> {
  await db
    .updateTable("session")
    .set({ used_at: usedAt })
    .where("id", "=", id)
    .where("used_at", "<=", unlessAfter)
    .execute();
}

/** Ends the session on all servers. */
export async function deleteSession(db: Kysely<Database>, id: string): Promise<void> {
  await db.deleteFrom("session").where("id", "=", id).execute();
}
