import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import { countUsage, sumHours } from "./count-usage.ts";
import type { Reading, ScopeRow } from "./inventory.ts";
import { rowParts } from "./row-parts.ts";
import type { Database, PushDayTable, PushHourTable } from "./schema.ts";

type Db = Kysely<Database>;

export type PushDayRow = Selectable<PushDayTable>;
export type PushHourRow = Selectable<PushHourTable>;
/** With the id of the job in the API, as a reading of its scope yields them. */
export type ScopePushHour = Omit<PushHourRow, "job"> & { jobId: number };

/** Scopes with jobs whose analytics are read next, the longest due first. */
export function readDuePushes(
  db: Db,
  { realm, now, limit }: { realm: string; now: number; limit: number },
): Promise<Pick<ScopeRow, "path" | "pushes_until">[]> {
  return db
    .selectFrom("scope")
    .select(["path", "pushes_until"])
    .where("realm", "=", realm)
    .where("hidden_at", "is", null)
    .where("jobs", ">", 0)
    .where("pushes_due_at", "<=", now)
    .orderBy("pushes_due_at")
    .orderBy("path")
    .limit(limit)
    .execute();
}

export type PushReading = Pick<Reading, "realm" | "path"> & {
  hours: ScopePushHour[];
  /** The first hour since 1970 that was not read, and up to when the pushes were counted, in milliseconds. */
  until: number;
  countedUntil: number;
  /**
   * The first hour of this reading, if it does not continue what was read before: that stays known up to `knownUntil`,
   * before a hole.
   */
  from?: number;
  knownUntil?: number;
  dueAt: number;
};

/** Stores what one reading of a scope's analytics yielded, in one transaction. Later numbers of an hour replace it. */
export async function recordPushes(
  db: Db,
  { realm, path, hours, until, countedUntil, from, knownUntil, dueAt }: PushReading,
): Promise<void> {
  await db.transaction().execute(async (change) => {
    // First, because it is the lock.
    await change
      .updateTable("scope")
      .set(({ ref }) => ({
        ...(from === undefined
          ? {}
          : {
              back_from: knownUntil === undefined ? null : ref("pushes_from"),
              ...{ back_until: knownUntil ?? null, back_due_at: 0, pushes_from: from },
            }),
        ...{ pushes_until: until, pushes_at: countedUntil, pushes_due_at: dueAt },
      }))
      .where("realm", "=", realm)
      .where("path", "=", path)
      .execute();
    await storeHours(change, { realm, path, hours, months: [] });
  });
}

async function storeHours(
  db: Transaction<Database>,
  { realm, path, hours, months }: Pick<PushReading, "realm" | "path" | "hours"> & { months: number[] },
): Promise<void> {
  const jobs = await db
    .selectFrom("job")
    .select(["id", "job_id"])
    .where("realm", "=", realm)
    .where("scope", "=", path)
    .execute();
  const idOf = new Map(jobs.map(({ id, job_id }) => [job_id, id]));
  const rows = hours.flatMap(({ jobId, ...hour }) => {
    const job = idOf.get(jobId);
    return job === undefined ? [] : [{ job, ...hour }];
  });
  const reading = { realm, path, jobs: [...idOf.values()], hours: rows.map(({ hour }) => hour), months };
  const before = await sumHours(db, reading);
  await savePushHours(db, rows);
  await countUsage(db, reading, before);
}

export type OlderScope = Pick<ScopeRow, "path" | "back_until"> & { pushes_from: number };

/** Scopes of whose analytics older hours are read next, in turn. */
export function readDueOlder(
  db: Db,
  { realm, now, limit }: { realm: string; now: number; limit: number },
): Promise<OlderScope[]> {
  return db
    .selectFrom("scope")
    .select(["path", "back_until"])
    .select(({ ref }) => ref("pushes_from").$notNull().as("pushes_from"))
    .where("realm", "=", realm)
    .where("hidden_at", "is", null)
    .where("jobs", ">", 0)
    .where("pushes_from", "is not", null)
    .where("back_due_at", "<=", now)
    .orderBy("back_due_at")
    .orderBy("path")
    .limit(limit)
    .execute();
}

/** Stores the hours from one on up to what was known. If they reach what was read before the hole, that is known too. */
export async function recordOlder(
  db: Db,
  { realm, path, hours, from, dueAt }: Pick<PushReading, "realm" | "path" | "hours"> & { from: number; dueAt: number },
): Promise<void> {
  await db.transaction().execute(async (change) => {
    const reaches = sql`back_until is not null and back_until >= ${from}`;
    await change
      .updateTable("scope")
      .set({
        pushes_from: sql<number>`case when ${reaches} then back_from else cast(${from} as bigint) end`,
        back_from: sql`case when ${reaches} then null else back_from end`,
        back_until: sql`case when ${reaches} then null else back_until end`,
        back_due_at: dueAt,
      })
      .where("realm", "=", realm)
      .where("path", "=", path)
      .execute();
    await storeHours(change, { realm, path, hours, months: [from] });
  });
}

/** When older hours of a scope are read next; null: there is nothing left to read. Its uptime is then counted again. */
export async function postponeOlder(
  db: Db,
  { realm, path, dueAt }: { realm: string; path: string; dueAt: number | null },
): Promise<void> {
  await db
    .updateTable("scope")
    .set({ back_due_at: dueAt, ...(dueAt === null ? { uptime_at: null } : {}) })
    .where("realm", "=", realm)
    .where("path", "=", path)
    .execute();
}

/** Adds or replaces hours of many jobs. */
export async function savePushHours(db: Db, rows: PushHourRow[]): Promise<void> {
  for (const part of rowParts(rows)) {
    await db
      .insertInto("push_hour")
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(["job", "hour"]).doUpdateSet(({ ref }) => ({
          ...{ ok: ref("excluded.ok"), failed: ref("excluded.failed"), retried: ref("excluded.retried") },
          ...{ lines: ref("excluded.lines"), bytes: ref("excluded.bytes") },
          ...{ statuses: ref("excluded.statuses"), lost_lines: ref("excluded.lost_lines") },
        })),
      )
      .execute();
  }
}

/** After a reading that failed. */
export async function postponePushes(
  db: Db,
  { realm, path, dueAt }: Pick<PushReading, "realm" | "path" | "dueAt">,
): Promise<void> {
  await db
    .updateTable("scope")
    .set({ pushes_due_at: dueAt })
    .where("realm", "=", realm)
    .where("path", "=", path)
    .execute();
}

/** Makes all scopes due: another credential may read what was refused. */
export async function bringPushesForward(db: Db, realm: string, at: number): Promise<void> {
  await db
    .updateTable("scope")
    .set({ pushes_due_at: at })
    .where("realm", "=", realm)
    .where("pushes_due_at", ">", at)
    .execute();
}

/**
 * The hours of jobs (their ids in the store) from `fromHour` on, in order. An hour without a row had no pushes, if its
 * scope's analytics have been read after its end.
 */
export async function readPushHours(db: Db, jobIds: number[], fromHour: number): Promise<PushHourRow[]> {
  const found: PushHourRow[] = [];
  for (const part of rowParts(jobIds.toSorted((a, b) => a - b))) {
    const rows = await db
      .selectFrom("push_hour")
      .selectAll()
      .where("job", "in", part)
      .where("hour", ">=", fromHour)
      .orderBy("job")
      .orderBy("hour")
      .execute();
    found.push(...rows);
  }
  return found;
}

/** The days that have become one row, from `fromDay` (days since 1970) on, in order. */
export async function readPushDays(db: Db, jobIds: number[], fromDay: number): Promise<PushDayRow[]> {
  const found: PushDayRow[] = [];
  for (const part of rowParts(jobIds.toSorted((a, b) => a - b))) {
    const rows = await db
      .selectFrom("push_day")
      .selectAll()
      .where("job", "in", part)
      .where("day", ">=", fromDay)
      .orderBy("job")
      .orderBy("day")
      .execute();
    found.push(...rows);
  }
  return found;
}
