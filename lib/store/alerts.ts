import type { Kysely } from "kysely";
import { readMeta, writeMeta } from "./meta.ts";
import type { AlertMessageTable, Database } from "./schema.ts";

type Db = Kysely<Database>;

/** Of a realm. Older messages are dropped unless they are waiting. */
const maxMessages = 50;
/** Databases limit the number of parameters. */
const rowsAtOnce = 500;
const readAtName = (realm: string) => `alerts-read-at of ${realm}`;

/** When the jobs were last read for alerts, RFC 3339. Undefined before the first time. */
export function readAlertsReadAt(db: Db, realm: string): Promise<string | undefined> {
  return readMeta(db, readAtName(realm));
}

export function writeAlertsReadAt(db: Db, realm: string, at: string): Promise<void> {
  return writeMeta(db, readAtName(realm), at);
}

/** How much of a realm has been read. */
export type Coverage = {
  /** Whether all zones and all accounts were listed, or that failed. */
  isListed: boolean;
  /** Whether each scope that is shown was read, or that failed. */
  isTried: boolean;
  /** The paths of the scopes whose jobs are not known at present: never read, hidden, or failing. */
  unread: string[];
};

export async function readCoverage(db: Db, realm: string): Promise<Coverage> {
  const listed = await db
    .selectFrom("listing")
    .select("kind")
    .where("realm", "=", realm)
    .where((eb) => eb.or([eb("read_at", "is not", null), eb("failure", "is not", null)]))
    .execute();
  const rows = await db
    .selectFrom("scope")
    .select(["path", "hidden_at", "tried_at"])
    .where("realm", "=", realm)
    .where((eb) => eb.or([eb("read_at", "is", null), eb("hidden_at", "is not", null), eb("failure", "is not", null)]))
    .execute();
  return {
    isListed: listed.length === kinds,
    isTried: rows.every(({ hidden_at, tried_at }) => hidden_at !== null || tried_at !== null),
    unread: rows.map(({ path }) => path),
  };
}

/** Zones and accounts. */
const kinds = 2;

/** What the alerts know about each job: the JSON by key. */
export async function readAlertStates(db: Db, realm: string): Promise<Map<string, string>> {
  const rows = await db.selectFrom("alert_state").selectAll().where("realm", "=", realm).execute();
  return new Map(rows.map(({ job_key, state }) => [job_key, state]));
}

/** New states by key, and the keys of jobs that are gone. */
export type ChangedStates = { changed: ReadonlyMap<string, string>; gone: string[] };

export async function saveAlertStates(db: Db, realm: string, { changed, gone }: ChangedStates): Promise<void> {
  const rows = Array.from(changed, ([job_key, state]) => ({ realm, job_key, state }));
  for (const part of parts(rows)) {
    await db
      .insertInto("alert_state")
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(["realm", "job_key"]).doUpdateSet(({ ref }) => ({ state: ref("excluded.state") })),
      )
      .execute();
  }
  for (const part of parts(gone)) {
    await db.deleteFrom("alert_state").where("realm", "=", realm).where("job_key", "in", part).execute();
  }
}

/** Adds messages, except those that are there already, and drops old ones. */
export async function insertMessages(db: Db, messages: AlertMessageTable[]): Promise<void> {
  if (messages.length === 0) return;
  for (const part of parts(messages)) {
    await db
      .insertInto("alert_message")
      .values(part)
      .onConflict((conflict) => conflict.columns(["realm", "id"]).doNothing())
      .execute();
  }
  await deleteOldMessages(db);
}

/** Drops the messages that the alerts page no longer shows. */
export async function deleteOldMessages(db: Db): Promise<void> {
  const realms = await db.selectFrom("alert_message").select("realm").distinct().execute();
  for (const { realm } of realms) {
    const newest = db
      .selectFrom("alert_message")
      .select("id")
      .where("realm", "=", realm)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(maxMessages);
    await db
      .deleteFrom("alert_message")
      .where("realm", "=", realm)
      .where("outcome", "<>", "waiting")
      .where("id", "not in", newest)
      .execute();
  }
}

export async function deleteMessages(db: Db, realm: string, ids: string[]): Promise<void> {
  for (const part of parts(ids)) {
    await db.deleteFrom("alert_message").where("realm", "=", realm).where("id", "in", part).execute();
  }
}

/** Newest first. */
export async function listMessages(db: Db, realm: string): Promise<AlertMessageTable[]> {
  return await db
    .selectFrom("alert_message")
    .selectAll()
    .where("realm", "=", realm)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .execute();
}

/** The waiting messages whose next attempt is due, oldest first, so that a receiver gets them in order. */
export async function listDueMessages(db: Db, realm: string, nowMs: number): Promise<AlertMessageTable[]> {
  return await db
    .selectFrom("alert_message")
    .selectAll()
    .where("realm", "=", realm)
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
  { realm, id, tries, next_try_at }: Pick<AlertMessageTable, "realm" | "id" | "tries" | "next_try_at">,
  until: number,
): Promise<boolean> {
  const claimed = await db
    .updateTable("alert_message")
    .set({ tries: tries + 1, next_try_at: until })
    .where("realm", "=", realm)
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
  { realm, id, tries }: Pick<AlertMessageTable, "realm" | "id" | "tries">,
  end: Pick<AlertMessageTable, "outcome" | "result" | "next_try_at">,
): Promise<void> {
  await db
    .updateTable("alert_message")
    .set(end)
    .where("realm", "=", realm)
    .where("id", "=", id)
    .where("tries", "=", tries)
    .execute();
}

function parts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / rowsAtOnce) }, (_, at) =>
    all.slice(at * rowsAtOnce, (at + 1) * rowsAtOnce),
  );
}
