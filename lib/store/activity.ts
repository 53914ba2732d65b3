import { type Kysely, sql } from "kysely";
import type { Database, JobTable } from "./schema.ts";
import type { VersionRow } from "./versions.ts";

type Db = Kysely<Database>;

/** Where a version stands among those of all jobs, by time. A deletion comes after the versions of its job. */
export type VersionPlace = { seen_at: number; job: number; n: number };

/** A version or deletion that Headgate did not make, with the version before it, which a new job has not. */
export type SeenChange = VersionPlace &
  Pick<JobTable, "scope" | "job_id" | "label" | "gone_at"> & {
    /** first, outside or gone. */
    source: string;
    actor: string | null;
    attrs: string;
    digests: string;
    kid: string | null;
    old_attrs: string | null;
    old_digests: string | null;
    old_kid: string | null;
  };

export type SeenQuery = {
  realm: string;
  sources: ("first" | "outside")[];
  before?: VersionPlace;
  /** Milliseconds since 1970: nothing older, nothing from then on. */
  from?: number | undefined;
  to?: number | undefined;
  scope?: string;
  jobId?: number;
  /** Who made it. */
  actor?: string;
  limit: number;
};

/** The number of a deletion among the versions of its job, which come before it. */
const goneN = 2_000_000_000;

/** Changes before a place that were made outside Headgate or seen first, newest first, of jobs whose scope is visible. */
export async function readSeenChanges(db: Db, query: SeenQuery): Promise<SeenChange[]> {
  const { sources, limit } = query;
  // One query for each source: of several SQLite would sort all versions, of one it takes the newest by the index.
  const parts = await Promise.all([
    ...sources.map((source) => readSeenVersions(db, query, source)),
    sources.includes("outside") ? readOutsideEnds(db, query) : [],
  ]);
  const isLater = (a: VersionPlace, b: VersionPlace) => b.seen_at - a.seen_at || b.job - a.job || b.n - a.n;
  return parts.flat().sort(isLater).slice(0, limit);
}

/**
 * SQLite would go through all jobs of a realm by its index; the newest versions of all jobs are found by their time. Those
 * of one zone are few.
 */
const realmOf = (scope: string | undefined) =>
  scope === undefined ? sql<string>`coalesce(job.realm, '')` : sql<string>`job.realm`;

function jobsOf(db: Db, { scope, jobId }: SeenQuery) {
  return db
    .selectFrom("job")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .select(["job.scope", "job.job_id", "job.label", "job.gone_at"])
    .where("scope.hidden_at", "is", null)
    .$if(scope !== undefined, (query) => query.where("job.scope", "=", scope ?? ""))
    .$if(jobId !== undefined, (query) => query.where("job.job_id", "=", jobId ?? 0));
}

function readSeenVersions(db: Db, query: SeenQuery, source: "first" | "outside"): Promise<SeenChange[]> {
  const { realm, scope, before, from, to, actor, limit } = query;
  return jobsOf(db, query)
    .where(realmOf(scope), "=", realm)
    .innerJoin("job_version as v", "v.job", "job.id")
    .leftJoin("job_version as o", (join) => join.onRef("o.job", "=", "v.job").on("o.n", "=", sql<number>`v.n - 1`))
    .select(["v.seen_at", "v.job", "v.n", "v.source", "v.actor", "v.attrs", "v.digests", "v.kid"])
    .select(["o.attrs as old_attrs", "o.digests as old_digests", "o.kid as old_kid"])
    .where("v.source", "=", source)
    .$if(actor !== undefined, (found) => found.where("v.actor", "=", actor ?? ""))
    .$if(before !== undefined, (found) =>
      found.where(sql<boolean>`(v.seen_at, v.job, v.n) < (${before?.seen_at}, ${before?.job}, ${before?.n})`),
    )
    .$if(from !== undefined, (found) => found.where("v.seen_at", ">=", from ?? 0))
    .$if(to !== undefined, (found) => found.where("v.seen_at", "<", to ?? 0))
    .orderBy("v.seen_at", "desc")
    .orderBy("v.job", "desc")
    .orderBy("v.n", "desc")
    .limit(limit)
    .execute();
}

async function readOutsideEnds(db: Db, query: SeenQuery): Promise<SeenChange[]> {
  const { realm, before, from, to, actor, limit } = query;
  const rows = await jobsOf(db, query)
    .where("job.realm", "=", realm)
    // By the index of ends: most jobs are not gone.
    .where("job.gone_at", ">", 0)
    .$if(actor !== undefined, (found) => found.where("job.gone_actor", "=", actor ?? ""))
    .select(["job.id as job", "job.gone_actor as actor"])
    .where("job.gone_source", "=", "outside")
    .$if(before !== undefined, (found) =>
      found.where(
        sql<boolean>`(job.gone_at, job.id, ${sql.lit(goneN)}) < (${before?.seen_at}, ${before?.job}, ${before?.n})`,
      ),
    )
    .$if(from !== undefined, (found) => found.where("job.gone_at", ">=", from ?? 0))
    .$if(to !== undefined, (found) => found.where("job.gone_at", "<", to ?? 0))
    .orderBy("job.gone_at", "desc")
    .orderBy("job.id", "desc")
    .limit(limit)
    .execute();
  const bare = { n: goneN, source: "gone", attrs: "{}", digests: "{}", kid: null };
  const old = { old_attrs: null, old_digests: null, old_kid: null };
  return rows.map((row) => ({ ...row, seen_at: row.gone_at ?? 0, ...bare, ...old }));
}

/** The versions that entries of Headgate's own audit log made. */
export function readIntentVersions(
  db: Db,
  { realm, intents }: { realm: string; intents: readonly string[] },
): Promise<{ intent: string | null; job: number; n: number; source: string }[]> {
  return (
    db
      .selectFrom("job_version as v")
      .innerJoin("job", "job.id", "v.job")
      .select(["v.intent", "v.job", "v.n", "v.source"])
      .where("v.intent", "in", intents)
      // Without an index for the realm, SQLite goes by the intents, which are few.
      .where(sql`coalesce(job.realm, '')`, "=", realm)
      .execute()
  );
}

/** Versions by their jobs and numbers, of visible scopes, each with the newest number of its job and whether it is gone. */
export function readVersionsAt(
  db: Db,
  places: readonly { job: number; n: number }[],
): Promise<(VersionRow & { current: number; gone_at: number | null })[]> {
  return db
    .selectFrom("job_version as v")
    .innerJoin("job", "job.id", "v.job")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .where("scope.hidden_at", "is", null)
    .selectAll("v")
    .select(["job.n as current", "job.gone_at"])
    .where(({ eb, or }) => or(places.map(({ job, n }) => eb("v.job", "=", job).and("v.n", "=", n))))
    .execute();
}

/** The names of jobs by their numbers, and by their scopes if these are known, gone ones too: numbers are unique in practice, so few rows are too many. */
export function readJobLabels(
  db: Db,
  { realm, paths, jobIds }: { realm: string; paths?: readonly string[]; jobIds: readonly number[] },
): Promise<(Pick<JobTable, "scope" | "job_id" | "n" | "label" | "gone_at"> & { id: number })[]> {
  return (
    db
      .selectFrom("job")
      .select(["id", "scope", "job_id", "n", "label", "gone_at"])
      .where("realm", "=", realm)
      .where("job_id", "in", jobIds)
      // There is an index for both together.
      .$if(paths !== undefined, (query) => query.where("scope", "in", paths ?? []))
      .execute()
  );
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
