import { type Kysely, sql } from "kysely";
import { rowParts } from "./row-parts.ts";
import type { AlertChannelTable, AlertMuteTable, Database } from "./schema.ts";

type Db = Kysely<Database>;

/** In the order in which they were made. */
export async function listChannels(db: Db, realm: string): Promise<AlertChannelTable[]> {
  return await db
    .selectFrom("alert_channel")
    .selectAll()
    .where("realm", "=", realm)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

export async function findChannel(db: Db, realm: string, id: string): Promise<AlertChannelTable | undefined> {
  return await db
    .selectFrom("alert_channel")
    .selectAll()
    .where("realm", "=", realm)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function insertChannel(db: Db, row: AlertChannelTable): Promise<void> {
  await db.insertInto("alert_channel").values(row).execute();
}

type Changes = Partial<Pick<AlertChannelTable, "name" | "enabled" | "settings" | "sealed" | "kid" | "changed_at">>;

/** Changes a channel as it was read. False if it was changed or deleted since. */
export async function updateChannel(
  db: Db,
  { realm, id, changed_at }: Pick<AlertChannelTable, "realm" | "id" | "changed_at">,
  changes: Changes,
): Promise<boolean> {
  const changed = await db
    .updateTable("alert_channel")
    .set(changes)
    .where("realm", "=", realm)
    .where("id", "=", id)
    .where("changed_at", "=", changed_at)
    .returning("id")
    .executeTakeFirst();
  return changed !== undefined;
}

/** False if it is gone already. Its messages stay. */
export async function deleteChannel(db: Db, realm: string, id: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom("alert_channel")
    .where("realm", "=", realm)
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return deleted !== undefined;
}

/** The channels whose secrets another key than this one seals. */
export async function listOtherSealed(db: Db, kid: string): Promise<AlertChannelTable[]> {
  return await db.selectFrom("alert_channel").selectAll().where("kid", "<>", kid).execute();
}

const isNotOver = (column: "until" | "mute.until", nowMs: number) =>
  sql<boolean>`(${sql.ref(column)} is null or ${sql.ref(column)} > ${nowMs})`;

/** The mutes that are not over, the newest first: all of a realm, or those with some keys. */
export async function listMutes(
  db: Db,
  realm: string,
  { nowMs, keys }: { nowMs: number; keys?: readonly string[] },
): Promise<AlertMuteTable[]> {
  return await db
    .selectFrom("alert_mute")
    .selectAll()
    .where("realm", "=", realm)
    .where(isNotOver("until", nowMs))
    .$if(keys !== undefined, (query) => query.where("job_key", "in", keys ?? []))
    .orderBy("at", "desc")
    .orderBy("job_key")
    .execute();
}

export type NamedMute = Pick<AlertMuteTable, "until"> & {
  scope: string;
  /** Null for a whole zone or account. */
  job_id: number | null;
  label: string;
  scope_name: string;
};

/** The same of jobs that are there and shown, with their names, and of zones and accounts. */
export async function listNamedMutes(db: Db, realm: string, nowMs: number): Promise<NamedMute[]> {
  const jobs = await db
    .selectFrom("alert_mute as mute")
    .innerJoin("job", (join) =>
      join.onRef("job.realm", "=", "mute.realm").on(sql`job.scope || '/' || job.job_id`, "=", sql.ref("mute.job_key")),
    )
    .innerJoin("scope", (join) => join.onRef("scope.realm", "=", "job.realm").onRef("scope.path", "=", "job.scope"))
    .select(["mute.until", "job.scope", "job.job_id", "job.label", "scope.name as scope_name"])
    .where("mute.realm", "=", realm)
    .where("job.gone_at", "is", null)
    .where("scope.hidden_at", "is", null)
    .where(isNotOver("mute.until", nowMs))
    .orderBy("mute.at", "desc")
    .orderBy("mute.job_key")
    .execute();
  const scopes = await db
    .selectFrom("alert_mute as mute")
    .innerJoin("scope", (join) => join.onRef("scope.realm", "=", "mute.realm").onRef("scope.path", "=", "mute.job_key"))
    .select(["mute.until", "scope.path as scope", "scope.name as scope_name"])
    .where("mute.realm", "=", realm)
    .where("scope.hidden_at", "is", null)
    .where(isNotOver("mute.until", nowMs))
    .orderBy("mute.at", "desc")
    .orderBy("mute.job_key")
    .execute();
  return [...scopes.map((scope) => ({ ...scope, job_id: null, label: scope.scope_name })), ...jobs];
}

/** Mutes jobs or scopes, or changes until when. */
export async function saveMutes(db: Db, rows: readonly AlertMuteTable[]): Promise<void> {
  for (const part of rowParts(rows)) {
    await db
      .insertInto("alert_mute")
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(["realm", "job_key"]).doUpdateSet(({ ref }) => ({
          ...{ until: ref("excluded.until"), actor: ref("excluded.actor"), at: ref("excluded.at") },
        })),
      )
      .execute();
  }
}

export async function deleteMutes(db: Db, realm: string, keys: readonly string[]): Promise<void> {
  for (const part of rowParts(keys)) {
    await db.deleteFrom("alert_mute").where("realm", "=", realm).where("job_key", "in", part).execute();
  }
}

export async function deleteOldMutes(db: Db, before: number): Promise<void> {
  await db.deleteFrom("alert_mute").where("until", "<", before).execute();
}
