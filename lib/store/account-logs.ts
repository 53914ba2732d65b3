import type { Kysely, Selectable } from "kysely";
import type { AccountLogTable, Database } from "./schema.ts";

type Db = Kysely<Database>;

export type AccountLog = Selectable<AccountLogTable>;

/** A change outside Headgate of which nobody knows who made it. `n` is null for a deletion. Times in milliseconds. */
export type UnnamedChange = {
  job: number;
  n: number | null;
  jobId: number;
  /** `zones/{id}` or `accounts/{id}`. */
  path: string;
  /** The account of the zone, or the account itself. */
  account: string;
  /** When the version before was seen; null if there was none. */
  after: number | null;
  seenAt: number;
};

/** Such changes that were seen since then, the newest first, `limit` versions and as many deletions at most. */
export async function listUnnamedChanges(
  db: Db,
  { realm, since, limit }: { realm: string; since: number; limit: number },
): Promise<UnnamedChange[]> {
  const jobs = db
    .selectFrom("job")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .where("job.realm", "=", realm)
    .where("scope.hidden_at", "is", null)
    .select(["job.id as job", "job.job_id as jobId", "job.scope as path", "scope.account_id"]);
  const versions = await jobs
    .innerJoin("job_version as v", "v.job", "job.id")
    .leftJoin("job_version as o", (join) =>
      join.onRef("o.job", "=", "v.job").on(({ eb }) => eb("o.n", "=", eb("v.n", "-", 1))),
    )
    .where("v.source", "=", "outside")
    .where("v.actor", "is", null)
    .where("v.seen_at", ">=", since)
    .select(["v.n", "v.seen_at as seenAt", "o.seen_at as after"])
    .orderBy("v.seen_at", "desc")
    .limit(limit)
    .execute();
  const gone = await jobs
    .innerJoin("job_version as v", (join) => join.onRef("v.job", "=", "job.id").onRef("v.n", "=", "job.n"))
    .where("job.gone_source", "=", "outside")
    .where("job.gone_actor", "is", null)
    .where("job.gone_at", ">=", since)
    .select(["job.gone_at as seenAt", "v.seen_at as after"])
    .orderBy("job.gone_at", "desc")
    .limit(limit)
    .execute();
  const found = [...versions, ...gone.map((row) => ({ ...row, n: null, seenAt: row.seenAt ?? 0 }))];
  return found.map(({ account_id, path, ...row }) => ({
    ...row,
    path,
    account: account_id ?? path.replace(/^.*\//, ""),
  }));
}

/** Stores who made such a change, unless somebody is named by now. */
export async function nameChange(db: Db, { job, n, seenAt }: UnnamedChange, actor: string): Promise<void> {
  if (n === null) {
    await db
      .updateTable("job")
      .set({ gone_actor: actor })
      .where("id", "=", job)
      .where("gone_at", "=", seenAt)
      .where("gone_actor", "is", null)
      .execute();
    return;
  }
  await db
    .updateTable("job_version")
    .set({ actor })
    .where("job", "=", job)
    .where("n", "=", n)
    .where("actor", "is", null)
    .execute();
}

/** The accounts whose log was asked. */
export function readAccountLogs(db: Db, realm: string): Promise<AccountLog[]> {
  return db.selectFrom("account_log").selectAll().where("realm", "=", realm).orderBy("account").execute();
}

export async function saveAccountLog(db: Db, { realm, account, ...row }: AccountLog): Promise<void> {
  await db
    .insertInto("account_log")
    .values({ realm, account, ...row })
    .onConflict((conflict) => conflict.columns(["realm", "account"]).doUpdateSet(row))
    .execute();
}
