import type { Kysely, Selectable } from "kysely";
import type { Database, JobTable, JobVersionTable } from "./schema.ts";

type Db = Kysely<Database>;

export type VersionRow = Selectable<JobVersionTable>;
/** Where a job is, and whether it is still there. `n` is its newest version. */
export type HistoryJob = Pick<Selectable<JobTable>, "id" | "n" | "gone_at" | "label" | "dataset">;

/** A job with a history, deleted ones too. Undefined where its scope is hidden or the job was never seen. */
export function findHistoryJob(
  db: Db,
  { realm, path, jobId }: { realm: string; path: string; jobId: number },
): Promise<HistoryJob | undefined> {
  return db
    .selectFrom("job")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .select(["job.id", "job.n", "job.gone_at", "job.label", "job.dataset"])
    .where("job.realm", "=", realm)
    .where("job.scope", "=", path)
    .where("job.job_id", "=", jobId)
    .where("scope.hidden_at", "is", null)
    .executeTakeFirst();
}

/** Versions of a job from `upTo` down, newest first. */
export function listVersions(
  db: Db,
  { job, upTo, limit }: { job: number; upTo: number; limit: number },
): Promise<VersionRow[]> {
  return db
    .selectFrom("job_version")
    .selectAll()
    .where("job", "=", job)
    .where("n", "<=", upTo)
    .orderBy("n", "desc")
    .limit(limit)
    .execute();
}

export function findVersion(db: Db, { job, n }: Pick<VersionRow, "job" | "n">): Promise<VersionRow | undefined> {
  return db.selectFrom("job_version").selectAll().where("job", "=", job).where("n", "=", n).executeTakeFirst();
}

/** The version that a job had at a time. Undefined if it was not known then, or its scope is hidden. */
export async function findVersionAt(
  db: Db,
  { at, ...place }: { realm: string; path: string; jobId: number; at: number },
): Promise<number | undefined> {
  const job = await findHistoryJob(db, place);
  if (!job) return undefined;
  const newest = db.selectFrom("job_version").select("n").where("job", "=", job.id).where("seen_at", "<=", at);
  return (await newest.orderBy("n", "desc").limit(1).executeTakeFirst())?.n;
}

/** The numbers and times of a job's versions, newest first. */
export function listVersionTimes(
  db: Db,
  { job, limit }: { job: number; limit: number },
): Promise<Pick<VersionRow, "n" | "seen_at">[]> {
  return db
    .selectFrom("job_version")
    .select(["n", "seen_at"])
    .where("job", "=", job)
    .orderBy("n", "desc")
    .limit(limit)
    .execute();
}

/** Whether a job of this name pushes to this destination, by the digest of the whole. */
export async function hasJobLike(
  db: Db,
  { realm, path, name, confDigest }: { realm: string; path: string; name: string; confDigest: string },
): Promise<boolean> {
  const row = await db
    .selectFrom("job")
    .innerJoin("job_version", (join) =>
      join.onRef("job_version.job", "=", "job.id").onRef("job_version.n", "=", "job.n"),
    )
    .select("job.id")
    .where("job.realm", "=", realm)
    .where("job.scope", "=", path)
    .where("job.gone_at", "is", null)
    .where("job.name", "=", name)
    .where("job_version.conf_digest", "=", confDigest)
    .executeTakeFirst();
  return row !== undefined;
}
