import type { Kysely } from "kysely";
import { readMeta, writeMeta } from "./meta.ts";
import type { AlertMessageTable, Database } from "./schema.ts";

type Db = Kysely<Database>;

/** Older messages are dropped unless they are waiting. */
const maxMessages = 50;
/** Databases limit the number of parameters. */
const rowsAtOnce = 500;
const readAtName = "alerts-read-at";

/** When the jobs were last read for alerts, RFC 3339. Undefined before the first time. */
export const readAlertsReadAt = (db: Db): Promise<string | undefined> => readMeta(db, readAtName);

export const writeAlertsReadAt = (db: Db, at: string): Promise<void> => writeMeta(db, readAtName, at);

/** What the alerts know about each job: the JSON by key. */
export async function readAlertStates(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom("alert_state").selectAll().execute();
  return new Map(rows.map(({ job_key, state }) => [job_key, state]));
}

export async function saveAlertStates(db: Db, changed: ReadonlyMap<string, string>, gone: string[]): Promise<void> {
  const rows = Array.from(changed, ([job_key, state]) => ({ job_key, state }));
  for (const part of parts(rows)) {
    await db
      .insertInto("alert_state")
      .values(part)
      .onConflict((conflict) => conflict.column("job_key").doUpdateSet(({ ref }) => ({ state: ref("excluded.state") })))
      .execute();
  }
  for (const part of parts(gone)) await db.deleteFrom("alert_state").where("job_key", "in", part).execute();
}

/** Adds messages, except those that are there already, and drops old ones. */
export async function insertMessages(db: Db, messages: AlertMessageTable[]): Promise<void> {
  if (messages.length === 0) return;
  for (const part of parts(messages)) {
    await db
      .insertInto("alert_message")
      .values(part)
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
  }
  await deleteOldMessages(db);
}

/** Drops the messages that the alerts page no longer shows. */
export async function deleteOldMessages(db: Db): Promise<void> {
  const newest = db
    .selectFrom("alert_message")
    .select("id")
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(maxMessages);
  await db.deleteFrom("alert_message").where("outcome", "<>", "waiting").where("id", "not in", newest).execute();
}

export async function deleteMessages(db: Db, ids: string[]): Promise<void> {
  for (const part of parts(ids)) await db.deleteFrom("alert_message").where("id", "in", part).execute();
}

/** Newest first. */
export async function listMessages(db: Db): Promise<AlertMessageTable[]> {
  return await db.selectFrom("alert_message").selectAll().orderBy("created_at", "desc").orderBy("id", "desc").execute();
}

/** The waiting messages whose next attempt is due, oldest first, so that a receiver gets them in order. */
export async function listDueMessages(db: Db, nowMs: number): Promise<AlertMessageTable[]> {
  return await db
    .selectFrom("alert_message")
    .selectAll()
    .where("outcome", "=", "waiting")
    .where("next_try_at", "<=", nowMs)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

/**
 * Begins the next attempt of a message as it was read. False if another server did, which then sends it. If the outcome
 * is never stored, the message is due again at `until`.
 */
export async function claimMessage(
  db: Db,
  { id, tries, next_try_at }: Pick<AlertMessageTable, "id" | "tries" | "next_try_at">,
  until: number,
): Promise<boolean> {
  const claimed = await db
    .updateTable("alert_message")
    .set({ tries: tries + 1, next_try_at: until })
    .where("id", "=", id)
    .where("outcome", "=", "waiting")
    .where("tries", "=", tries)
    .where("next_try_at", "=", next_try_at)
    .returning("id")
    .executeTakeFirst();
  return claimed !== undefined;
}

/** Stores how the attempt with this number ended, unless a later one has begun. */
export async function settleMessage(
  db: Db,
  { id, tries }: Pick<AlertMessageTable, "id" | "tries">,
  end: Pick<AlertMessageTable, "outcome" | "result" | "next_try_at">,
): Promise<void> {
  await db.updateTable("alert_message").set(end).where("id", "=", id).where("tries", "=", tries).execute();
}

function parts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / rowsAtOnce) }, (_, at) =>
    all.slice(at * rowsAtOnce, (at + 1) * rowsAtOnce),
  );
}
