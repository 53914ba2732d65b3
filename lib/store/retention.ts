import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import { slotMs } from "./calls.ts";
import { rowParts } from "./row-parts.ts";
import type { Database, PushHourTable } from "./schema.ts";

type Db = Kysely<Database>;

const hoursOfDay = 24;
const dayMs = 86_400_000;
export type JobLimits = {
  /** Versions that were replaced, states that ended, and days before this time are removed. */
  before: number;
  /** Hours that began before this time are added up by day. Rounded down to a day. */
  hoursBefore: number;
};

/** The ids of jobs, in order. */
export async function listJobIds(db: Db, { after, limit }: { after: number; limit: number }): Promise<number[]> {
  const rows = await db.selectFrom("job").select("id").where("id", ">", after).orderBy("id").limit(limit).execute();
  return rows.map(({ id }) => id);
}

/** Removes what is too old of some jobs, in one transaction. */
export async function trimJobs(db: Db, jobs: number[], { before, hoursBefore }: JobLimits): Promise<void> {
  if (jobs.length === 0) return;
  await db.transaction().execute(async (change) => {
    await deleteVersions(change, jobs, before);
    await change.deleteFrom("health_span").where("job", "in", jobs).where("until", "<", before).execute();
    await change
      .deleteFrom("push_day")
      .where("job", "in", jobs)
      .where("day", "<", Math.floor(before / dayMs))
      .execute();
    await rollUp(change, jobs, Math.floor(hoursBefore / dayMs));
  });
}

/**
 * A version's age counts from when the next one replaced it, so that what was there before a recent change can still be
 * restored. The newest has no next one.
 */
async function deleteVersions(db: Transaction<Database>, jobs: number[], before: number): Promise<void> {
  const old = db
    .selectFrom("job_version as next")
    .select("next.job")
    .select(({ eb }) => eb("next.n", "-", 1).as("n"))
    .where("next.job", "in", jobs)
    .where("next.seen_at", "<", before);
  await db
    .deleteFrom("job_version")
    .where("job", "in", jobs)
    .where(({ eb, refTuple }) => eb(refTuple("job", "n"), "in", old.$asTuple("job", "n")))
    .execute();
}

/** Adds what it deletes to its day, so that nothing is counted twice, whatever runs at the same time. */
async function rollUp(db: Transaction<Database>, jobs: number[], day: number): Promise<void> {
  const hours = await db
    .deleteFrom("push_hour")
    .where("job", "in", jobs)
    .where("hour", "<", day * hoursOfDay)
    .returningAll()
    .execute();
  const days = addUp(hours);
  for (const part of rowParts(days)) {
    await db
      .insertInto("push_day")
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(["job", "day"]).doUpdateSet({
          ok: sql`push_day.ok + excluded.ok`,
          failed: sql`push_day.failed + excluded.failed`,
          retried: sql`push_day.retried + excluded.retried`,
          bytes: sumOfKnown("bytes"),
          lines: sumOfKnown("lines"),
          lost_lines: sumOfKnown("lost_lines"),
          ok_hours: sql`push_day.ok_hours | excluded.ok_hours`,
          failed_hours: sql`push_day.failed_hours | excluded.failed_hours`,
        }),
      )
      .execute();
  }
}

function sumOfKnown(column: "bytes" | "lines" | "lost_lines") {
  const [old, added] = [sql.ref(`push_day.${column}`), sql.ref(`excluded.${column}`)];
  return sql<number | null>`coalesce(${old} + ${added}, ${old}, ${added})`;
}

function addUp(hours: Selectable<PushHourTable>[]): Database["push_day"][] {
  const days = new Map<string, Database["push_day"]>();
  for (const { job, hour, ok, failed, retried, lines, lost_lines, bytes } of hours) {
    const day = Math.floor(hour / hoursOfDay);
    const sum = days.get(`${job} ${day}`);
    const bit = 1 << (hour % hoursOfDay);
    days.set(`${job} ${day}`, {
      ...{ job, day, ok: (sum?.ok ?? 0) + ok, failed: (sum?.failed ?? 0) + failed },
      retried: (sum?.retried ?? 0) + retried,
      bytes: addKnown(sum?.bytes, bytes),
      lines: addKnown(sum?.lines, lines),
      lost_lines: addKnown(sum?.lost_lines, lost_lines),
      ok_hours: (sum?.ok_hours ?? 0) | (ok > 0 ? bit : 0),
      failed_hours: (sum?.failed_hours ?? 0) | (failed > 0 ? bit : 0),
    });
  }
  return Array.from(days.values());
}

function addKnown(sum: number | null = null, more: number | null): number | null {
  return more === null ? sum : (sum ?? 0) + more;
}

/** Removes jobs that were gone before then, with everything of theirs. Resolves to how many. */
export async function deleteGoneJobs(db: Db, { before, limit }: { before: number; limit: number }): Promise<number> {
  const gone = db.selectFrom("job").select("id").where("gone_at", "<", before).limit(limit);
  const { numDeletedRows } = await db.deleteFrom("job").where("id", "in", gone).executeTakeFirst();
  return Number(numDeletedRows);
}

export async function deleteOldViewers(db: Db, before: number): Promise<void> {
  await db.deleteFrom("viewer").where("until", "<", before).execute();
}

/** Removes the slots before then of credentials that nobody has used since. Others remove their own. */
export async function deleteOldSlots(db: Db, before: number): Promise<void> {
  await db
    .deleteFrom("call_slot")
    .where("slot", "<", Math.floor(before / slotMs))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("credential")
            .select("credential.kind")
            .whereRef("credential.credential", "=", "call_slot.credential")
            .whereRef("credential.kind", "=", "call_slot.kind")
            .where("credential.touched", ">=", before),
        ),
      ),
    )
    .execute();
}

/** The realms of persons' own tokens of which nothing was read since then. */
export async function listIdleTokenRealms(db: Db, before: number): Promise<string[]> {
  const idle = await db
    .selectFrom((eb) =>
      eb
        .selectFrom("scope")
        .select(["realm", sql<number>`coalesce(tried_at, listed_at)`.as("at")])
        .unionAll(eb.selectFrom("listing").select(["realm", sql<number>`coalesce(read_at, 0)`.as("at")]))
        .unionAll(eb.selectFrom("job").select(["realm", sql<number>`seen_at`.as("at")]))
        .as("reading"),
    )
    .select("realm")
    .where("realm", "like", "token:%")
    .groupBy("realm")
    .having(({ fn }) => fn.max("at"), "<", before)
    .execute();
  return idle.map(({ realm }) => realm);
}

/** Removes zones and accounts that the credential has not listed since then, with their jobs. */
export async function deleteUnlistedScopes(db: Db, before: number): Promise<void> {
  await db.transaction().execute(async (change) => {
    const unlisted = await change
      .selectFrom("scope")
      .select(["realm", "path"])
      .where("hidden_at", "<", before)
      .where("listed_at", "<", before)
      .limit(200)
      .execute();
    for (const { realm, path } of unlisted) {
      await change.deleteFrom("job").where("realm", "=", realm).where("scope", "=", path).execute();
      await change.deleteFrom("scope").where("realm", "=", realm).where("path", "=", path).execute();
    }
  });
}
