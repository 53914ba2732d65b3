import { type Kysely, sql } from "kysely";
import type { Database, JobTable } from "./schema.ts";

type Db = Kysely<Database>;

/** Where a version stands among those of all jobs, by time. */
export type VersionPlace = { seen_at: number; job: number; n: number };

/** A version that a change outside Headgate made, with the one before it, which a new job has not. */
export type OutsideVersion = VersionPlace &
  Pick<JobTable, "scope" | "job_id" | "label" | "gone_at"> & {
    attrs: string;
    digests: string;
    kid: string | null;
    old_attrs: string | null;
    old_digests: string | null;
    old_kid: string | null;
  };

export type OutsideQuery = { realm: string; before?: VersionPlace; scope?: string; jobId?: number; limit: number };

/** Versions before a place that changes outside Headgate made, newest first, of jobs whose scope is visible. */
export function readOutsideVersions(
  db: Db,
  { realm, before, scope, jobId, limit }: OutsideQuery,
): Promise<OutsideVersion[]> {
  return db
    .selectFrom("job_version as v")
    .innerJoin("job", "job.id", "v.job")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .leftJoin("job_version as o", (join) => join.onRef("o.job", "=", "v.job").on("o.n", "=", sql<number>`v.n - 1`))
    .select(["v.seen_at", "v.job", "v.n", "v.attrs", "v.digests", "v.kid"])
    .select(["o.attrs as old_attrs", "o.digests as old_digests", "o.kid as old_kid"])
    .select(["job.scope", "job.job_id", "job.label", "job.gone_at"])
    .where("v.source", "=", "outside")
    .where("job.realm", "=", realm)
    .where("scope.hidden_at", "is", null)
    .$if(before !== undefined, (query) =>
      query.where(sql<boolean>`(v.seen_at, v.job, v.n) < (${before?.seen_at}, ${before?.job}, ${before?.n})`),
    )
    .$if(scope !== undefined, (query) => query.where("job.scope", "=", scope ?? ""))
    .$if(jobId !== undefined, (query) => query.where("job.job_id", "=", jobId ?? 0))
    .orderBy("v.seen_at", "desc")
    .orderBy("v.job", "desc")
    .orderBy("v.n", "desc")
    .limit(limit)
    .execute();
}

/** The names of jobs by their number, gone ones too: numbers are unique in practice, so few rows are too many. */
export function readJobLabels(
  db: Db,
  { realm, jobIds }: { realm: string; jobIds: readonly number[] },
): Promise<Pick<JobTable, "scope" | "job_id" | "label" | "gone_at">[]> {
  return db
    .selectFrom("job")
    .select(["scope", "job_id", "label", "gone_at"])
    .where("realm", "=", realm)
    .where("job_id", "in", jobIds)
    .execute();
}

/** The names of zones and accounts, and whether the credential may read their jobs now. */
export function readScopeLabels(
  db: Db,
  { realm, paths }: { realm: string; paths: readonly string[] },
): Promise<{ path: string; name: string; hidden_at: number | null; read_at: number | null; failure: string | null }[]> {
  return db
    .selectFrom("scope")
    .select(["path", "name", "hidden_at", "read_at", "failure"])
    .where("realm", "=", realm)
    .where("path", "in", paths)
    .execute();
}
