import { type Kysely, sql } from "kysely";
import { readMeta, writeMeta } from "./meta.ts";
import { rowParts } from "./row-parts.ts";
import type { AlertOutboxTable, Database } from "./schema.ts";

type Db = Kysely<Database>;

/** Of a realm. Older messages are dropped unless they are waiting. */
export const maxMessages = 1000;
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
  for (const part of rowParts(rows)) {
    await db
      .insertInto("alert_state")
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(["realm", "job_key"]).doUpdateSet(({ ref }) => ({ state: ref("excluded.state") })),
      )
      .execute();
  }
  for (const part of rowParts(gone)) {
    await db.deleteFrom("alert_state").where("realm", "=", realm).where("job_key", "in", part).execute();
  }
}

/** Adds messages, except those that are there already, and drops old ones. */
export async function insertMessages(db: Db, messages: AlertOutboxTable[]): Promise<void> {
  if (messages.length === 0) return;
  for (const part of rowParts(messages)) {
    await db
      .insertInto("alert_outbox")
      .values(part)
      .onConflict((conflict) => conflict.columns(["realm", "id", "channel"]).doNothing())
      .execute();
  }
  await deleteOldMessages(db);
}

/** Drops the messages that the alerts page no longer shows. */
export async function deleteOldMessages(db: Db): Promise<void> {
  const realms = await db.selectFrom("alert_outbox").select("realm").distinct().execute();
  for (const { realm } of realms) {
    const last = await db
      .selectFrom("alert_outbox")
      .select("created_at")
      .where("realm", "=", realm)
      .orderBy("created_at", "desc")
      .offset(maxMessages - 1)
      .limit(1)
      .executeTakeFirst();
    if (!last) continue;
    await db
      .deleteFrom("alert_outbox")
      .where("realm", "=", realm)
      .where("outcome", "<>", "waiting")
      .where("created_at", "<", last.created_at)
      .execute();
  }
}

/** Stores which events are known now. Resolves to the ids that were not. */
export async function insertEvents(db: Db, realm: string, ids: string[], at: number): Promise<Set<string>> {
  const added = new Set<string>();
  for (const part of rowParts(ids)) {
    const rows = await db
      .insertInto("alert_event")
      .values(part.map((id) => ({ realm, id, at })))
      .onConflict((conflict) => conflict.columns(["realm", "id"]).doNothing())
      .returning("id")
      .execute();
    for (const { id } of rows) added.add(id);
  }
  return added;
}

export async function deleteOldEvents(db: Db, before: number): Promise<void> {
  await db.deleteFrom("alert_event").where("at", "<", before).execute();
}

export async function deleteMessages(db: Db, realm: string, channel: string, ids: string[]): Promise<void> {
  for (const part of rowParts(ids)) {
    await db
      .deleteFrom("alert_outbox")
      .where("realm", "=", realm)
      .where("channel", "=", channel)
      .where("id", "in", part)
      .execute();
  }
}

/** Which messages: of one channel, with one outcome, with a text in lower case in their body, and not of one kind. */
export type MessageFilter = {
  channel?: string;
  outcome?: AlertOutboxTable["outcome"];
  text?: string;
  exceptKind?: string;
};

/** Newest first. */
export async function listMessages(
  db: Db,
  realm: string,
  {
    channel,
    outcome,
    text,
    exceptKind,
    limit = maxMessages,
    offset = 0,
  }: MessageFilter & { limit?: number; offset?: number } = {},
): Promise<AlertOutboxTable[]> {
  let query = db.selectFrom("alert_outbox").selectAll().where("realm", "=", realm);
  if (channel !== undefined) query = query.where("channel", "=", channel);
  if (outcome !== undefined) query = query.where("outcome", "=", outcome);
  if (exceptKind !== undefined) query = query.where("kind", "<>", exceptKind);
  if (text !== undefined && text !== "") {
    query = query.where(sql`lower(body)`, "like", sql`${`%${text.replace(/[\\%_]/g, "\\$&")}%`} escape '\\'`);
  }
  return await query
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .orderBy("channel")
    .limit(limit)
    .offset(offset)
    .execute();
}

/** The newest message of each channel that was tried. */
export async function listLastTried(db: Db, realm: string): Promise<AlertOutboxTable[]> {
  const newest = db
    .selectFrom("alert_outbox")
    .select(["channel", ({ fn }) => fn.max("tried_at").as("tried_at")])
    .where("realm", "=", realm)
    .groupBy("channel");
  return await db
    .selectFrom("alert_outbox")
    .innerJoin(newest.as("newest"), (join) =>
      join.onRef("newest.channel", "=", "alert_outbox.channel").onRef("newest.tried_at", "=", "alert_outbox.tried_at"),
    )
    .selectAll("alert_outbox")
    .where("alert_outbox.realm", "=", realm)
    .execute();
}

/** The channels that messages went to, as they were called last. */
export async function listMessageChannels(db: Db, realm: string): Promise<{ id: string; name: string }[]> {
  return await db
    .selectFrom("alert_outbox")
    .select(["channel as id", ({ fn }) => fn.max("channel_name").as("name")])
    .where("realm", "=", realm)
    .groupBy("channel")
    .orderBy("channel")
    .execute();
}

export async function findMessage(db: Db, { realm, id, channel }: MessageKey): Promise<AlertOutboxTable | undefined> {
  return await db
    .selectFrom("alert_outbox")
    .selectAll()
    .where("realm", "=", realm)
    .where("id", "=", id)
    .where("channel", "=", channel)
    .executeTakeFirst();
}

export type MessageKey = Pick<AlertOutboxTable, "realm" | "id" | "channel">;

/**
 * The waiting messages whose next attempt is due, oldest first, so that a receiver gets them in order. So many of each
 * channel: one with many does not keep the others waiting.
 */
export async function listDueMessages(
  db: Db,
  realm: string,
  { now, perChannel }: { now: number; perChannel: number },
): Promise<AlertOutboxTable[]> {
  const due = db
    .selectFrom("alert_outbox")
    .selectAll()
    .select(sql<number>`row_number() over (partition by channel order by created_at, id)`.as("place"))
    .where("realm", "=", realm)
    .where("outcome", "=", "waiting")
    .where("next_try_at", "<=", now);
  const rows = await db
    .selectFrom(due.as("due"))
    .selectAll()
    .where("place", "<=", perChannel)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(({ place: _, ...message }) => message);
}

/**
 * Begins the next attempt of a message as it was read. False if another server did, which then sends it. If the outcome
 * is never stored, the message is due again at `until`.
 */
export async function claimMessage(
  db: Db,
  { realm, id, channel, tries, outcome }: MessageKey & Pick<AlertOutboxTable, "tries" | "outcome">,
  { at, until }: { at: number; until: number },
): Promise<boolean> {
  const claimed = await db
    .updateTable("alert_outbox")
    .set({ tries: tries + 1, next_try_at: until, outcome: "waiting", tried_at: at })
    .where("realm", "=", realm)
    .where("id", "=", id)
    .where("channel", "=", channel)
    .where("outcome", "=", outcome)
    .where("tries", "=", tries)
    .returning("id")
    .executeTakeFirst();
  return claimed !== undefined;
}

/** Stores how the attempt with this number ended, unless a later one has begun. */
export async function settleMessage(
  db: Db,
  { realm, id, channel, tries }: MessageKey & Pick<AlertOutboxTable, "tries">,
  end: Pick<AlertOutboxTable, "outcome" | "result" | "next_try_at">,
): Promise<void> {
  await db
    .updateTable("alert_outbox")
    .set(end)
    .where("realm", "=", realm)
    .where("id", "=", id)
    .where("channel", "=", channel)
    .where("tries", "=", tries)
    .execute();
}
