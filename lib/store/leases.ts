import { type Kysely, sql } from "kysely";
import type { Database } from "./schema.ts";

export type LeaseRequest = {
  name: string;
  /** Who asks. Two that share a name share the lease. */
  holder: string;
  now: number;
  ttlMs: number;
};

/**
 * Takes a lease that is free, or extends one that this holder has. Undefined if another holds it. `fence` grows with
 * each change of the holder, so a statement that names it does nothing for a holder that lost the lease. The servers'
 * clocks must agree to within the part of the lease that is left when it is extended.
 */
export async function takeLease(
  db: Kysely<Database>,
  { name, holder, now, ttlMs }: LeaseRequest,
): Promise<{ fence: number } | undefined> {
  return await db
    .insertInto("lease")
    .values({ name, holder, until: now + ttlMs, fence: 1 })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet({
          holder: sql<string>`excluded.holder`,
          // A request that was answered late must not shorten what a later one has got.
          until: sql<number>`case when lease.holder = excluded.holder and lease.until > excluded.until
            then lease.until else excluded.until end`,
          fence: sql<number>`lease.fence + case when lease.holder = excluded.holder then 0 else 1 end`,
        })
        .where((where) => where.or([where("lease.holder", "=", holder), where("lease.until", "<", now)])),
    )
    .returning("fence")
    .executeTakeFirst();
}

/**
 * The fence of a lease while this holder has it. In a transaction nobody else gets the lease before the end, so what is
 * written there is the holder's.
 */
export async function holdLease(
  db: Kysely<Database>,
  { name, holder, now }: Omit<LeaseRequest, "ttlMs">,
): Promise<number | undefined> {
  const lease = await db
    .updateTable("lease")
    .set({ holder })
    .where("name", "=", name)
    .where("holder", "=", holder)
    .where("until", ">=", now)
    .returning("fence")
    .executeTakeFirst();
  return lease?.fence;
}

/** Ends all leases: after a crash of the only server, nobody else can hold one. */
export async function releaseAllLeases(db: Kysely<Database>): Promise<void> {
  await db.updateTable("lease").set({ until: 0 }).execute();
}

/** Ends a lease whose fence nobody uses: its row goes, and a next holder begins again. */
export async function dropLease(
  db: Kysely<Database>,
  { name, holder }: Pick<LeaseRequest, "name" | "holder">,
): Promise<void> {
  await db.deleteFrom("lease").where("name", "=", name).where("holder", "=", holder).execute();
}

/** Ends a lease early. The row stays, because the next holder must get a higher fence. */
export async function releaseLease(
  db: Kysely<Database>,
  { name, holder }: Pick<LeaseRequest, "name" | "holder">,
): Promise<void> {
  await db.updateTable("lease").set({ until: 0 }).where("name", "=", name).where("holder", "=", holder).execute();
}
