import { type Kysely, sql, type Transaction } from "kysely";
import type { JobRow, VersionRow } from "./inventory.ts";
import type { Database } from "./schema.ts";

type Db = Kysely<Database>;

/** Versions of one scope whose values another key seals. */
export type StaleScope = { realm: string; path: string; versions: number };

/** A sealed version, and the job that it is of. */
export type SealedVersion = Pick<VersionRow, "job" | "n" | "attrs" | "kid"> &
  Pick<JobRow, "scope" | "job_id"> & { sealed: Uint8Array };

/** A version under another key. `job` is what the job's row says if the version is its newest. */
export type ResealedVersion = {
  version: Pick<VersionRow, "digests" | "conf_digest" | "sealed" | "kid">;
  job: Pick<JobRow, "digest" | "destination">;
};

export type ResealBatch = Pick<StaleScope, "realm" | "path"> & {
  /** The keys whose versions are sealed again. */
  kids: readonly string[];
  /** The last version of the batch before. */
  after: VersionPlace | undefined;
  limit: number;
  /** Undefined if the version cannot be opened. It stays as it is. */
  reseal(version: SealedVersion): ResealedVersion | undefined;
};

export type VersionPlace = Pick<VersionRow, "job" | "n">;

/** Where versions are sealed with one of these keys. */
export async function listStaleScopes(db: Db, kids: readonly string[]): Promise<StaleScope[]> {
  if (kids.length === 0) return [];
  const rows = await db
    .selectFrom("job_version")
    .innerJoin("job", "job.id", "job_version.job")
    .select(["job.realm", "job.scope as path"])
    .select(({ fn }) => fn.countAll<number>().as("versions"))
    .where("job_version.kid", "in", kids)
    .where("job_version.sealed", "is not", null)
    .groupBy(["job.realm", "job.scope"])
    .orderBy("job.realm")
    .orderBy("job.scope")
    .execute();
  return rows.map((row) => ({ ...row, versions: Number(row.versions) }));
}

/** How many versions none of these keys opens. */
export async function countUnreadable(db: Db, kids: readonly string[]): Promise<number> {
  const { count } = await db
    .selectFrom("job_version")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("sealed", "is not", null)
    .where((is) => is.or([is("kid", "is", null), is("kid", "not in", kids)]))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Seals versions of one scope again, in one transaction that also replaces everything else that is under the key. No
 * version is added. The scope's row is the lock, as for a reading.
 */
export async function resealBatch(
  db: Db,
  { realm, path, kids, after, limit, reseal }: ResealBatch,
): Promise<{ resealed: number; next: VersionPlace | undefined }> {
  return db.transaction().execute(async (change) => {
    await change
      .updateTable("scope")
      .set({ realm: sql`realm` })
      .where("realm", "=", realm)
      .where("path", "=", path)
      .execute();
    let query = change
      .selectFrom("job_version as version")
      .innerJoin("job", "job.id", "version.job")
      .select(["version.job", "version.n", "version.attrs", "version.kid", "version.sealed"])
      .select(["job.scope", "job.job_id"])
      .where("job.realm", "=", realm)
      .where("job.scope", "=", path)
      .where("version.kid", "in", kids)
      .where("version.sealed", "is not", null);
    if (after) {
      query = query.where((is) =>
        is.or([is("version.job", ">", after.job), is("version.job", "=", after.job).and("version.n", ">", after.n)]),
      );
    }
    const rows = await query.orderBy("version.job").orderBy("version.n").limit(limit).execute();
    let resealed = 0;
    for (const { sealed, ...row } of rows) {
      const changed = sealed === null ? undefined : reseal({ ...row, sealed });
      if (!changed) continue;
      await writeResealed(change, row, changed);
      resealed += 1;
    }
    const last = rows.length < limit ? undefined : rows.at(-1);
    return { resealed, next: last && { job: last.job, n: last.n } };
  });
}

async function writeResealed(
  db: Transaction<Database>,
  { job, n }: VersionPlace,
  changed: ResealedVersion,
): Promise<void> {
  await db.updateTable("job_version").set(changed.version).where("job", "=", job).where("n", "=", n).execute();
  await db.updateTable("job").set(changed.job).where("id", "=", job).where("n", "=", n).execute();
}
