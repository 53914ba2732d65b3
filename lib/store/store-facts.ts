import { sql } from "kysely";
import { slotMs } from "./calls.ts";
import type { Store } from "./open-store.ts";

/** How many bytes the database takes. */
export async function readStoreBytes({ kind, db }: Pick<Store, "kind" | "db">): Promise<number> {
  const query =
    kind === "sqlite"
      ? sql<{ bytes: number }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`
      : sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`;
  return Number((await query.execute(db)).rows[0]?.bytes ?? 0);
}

/** How many of the newest versions are measured: all of them would be read from the disk. */
const sampledVersions = 500;

/** How many versions there are, and about how many bytes they take, from the newest ones. */
export async function measureHistory({ db }: Pick<Store, "db">): Promise<{ versions: number; bytes: number }> {
  const newest = db
    .selectFrom("job_version")
    .select(
      sql<number>`length(attrs) + length(digests) + length(conf_digest) + coalesce(length(sealed), 0)`.as("bytes"),
    )
    .orderBy("seen_at", "desc")
    .limit(sampledVersions);
  const [{ count }, { average }] = await Promise.all([
    db
      .selectFrom("job_version")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom(newest.as("newest"))
      .select(({ fn }) => fn.avg<number | null>("bytes").as("average"))
      .executeTakeFirstOrThrow(),
  ]);
  return { versions: Number(count), bytes: Math.round(Number(count) * Number(average ?? 0)) };
}

/** How many sessions are open: begun and used since then. */
export async function countSessions(
  { db }: Pick<Store, "db">,
  { startedAfter, usedAfter }: { startedAfter: number; usedAfter: number },
): Promise<number> {
  const { count } = await db
    .selectFrom("session")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("started_at", ">", startedAfter)
    .where("used_at", ">", usedAfter)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** How many calls of a kind all servers were granted since then, to the slot. */
export async function countCalls({ db }: Pick<Store, "db">, kind: string, since: number): Promise<number> {
  const { used } = await db
    .selectFrom("call_slot")
    .select(({ fn }) => fn.sum<number | null>("used").as("used"))
    .where("kind", "=", kind)
    .where("slot", ">=", Math.floor(since / slotMs))
    .executeTakeFirstOrThrow();
  return Number(used ?? 0);
}

/** Whether some process holds the lease now. */
export async function isLeaseHeld({ db }: Pick<Store, "db">, name: string, now: number): Promise<boolean> {
  const row = await db.selectFrom("lease").select("until").where("name", "=", name).executeTakeFirst();
  return row !== undefined && row.until > now;
}
