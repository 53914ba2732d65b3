import { type Kysely, sql } from "kysely";
import type { Database, ScopeTable } from "./schema.ts";

type Db = Kysely<Database>;

export type CoverageFilter = {
  realm: string;
  /** Of a name, id or account, in lower case. */
  words: readonly string[];
  /** The beginning of the path; empty for both kinds. */
  kind: "" | "zones" | "accounts";
  /** Only jobs of this dataset count; empty for all. */
  dataset: string;
};

/** `trouble`: a job in one of these states, or jobs that could not be read. */
export type CoverageSelection = "all" | "without" | "trouble";

export type CoverageScope = Pick<ScopeTable, "path" | "name" | "account_name" | "read_at" | "hidden_at" | "failure">;

/** Scopes that the credential sees, or whose jobs it may not read. */
function visibleScopes(db: Db, { realm, words, kind }: CoverageFilter) {
  let query = db
    .selectFrom("scope")
    .where("scope.realm", "=", realm)
    .where((eb) => eb.or([eb("scope.hidden_at", "is", null), eb("scope.failure", "is not", null)]));
  if (kind !== "") query = query.where("scope.path", "like", `${kind}/%`);
  for (const word of words)
    query = query.where(sql<boolean>`scope.search like ${`%${word.replace(/[\\%_]/g, "\\$&")}%`} escape '\\'`);
  return query;
}

/** Whether the scope has a job, in one of the states if any are given. */
function hasJob(dataset: string, states: readonly string[]) {
  const ofStates = states.length === 0 ? sql`` : sql` and j.state in (${sql.join(states)})`;
  const ofDataset = dataset === "" ? sql`` : sql` and j.dataset = ${dataset}`;
  return sql<boolean>`exists (select 1 from job j where j.realm = scope.realm and j.scope = scope.path and j.gone_at is null and scope.hidden_at is null${ofDataset}${ofStates})`;
}

type Troubled = CoverageFilter & { troubled: readonly string[] };

/** One page of scopes, zones before accounts. */
export function readCoverageScopes(
  db: Db,
  { show, limit, offset, troubled, ...filter }: Troubled & { show: CoverageSelection; limit: number; offset: number },
): Promise<CoverageScope[]> {
  let query = visibleScopes(db, filter).select([
    "scope.path",
    "scope.name",
    "scope.account_name",
    "scope.read_at",
    "scope.hidden_at",
    "scope.failure",
  ]);
  if (show === "without") query = query.where(isWithout(filter.dataset));
  if (show === "trouble") query = query.where(isTroubled(filter.dataset, troubled));
  return query
    .orderBy(sql`case when scope.path like 'zones/%' then 0 else 1 end`)
    .orderBy("scope.sort_name")
    .orderBy("scope.path")
    .limit(limit)
    .offset(offset)
    .execute();
}

/** Known to have none: one that was never read, or that is refused, may have some. */
const isWithout = (dataset: string) =>
  sql<boolean>`scope.read_at is not null and scope.hidden_at is null and not ${hasJob(dataset, [])}`;
const isTroubled = (dataset: string, states: readonly string[]) =>
  sql<boolean>`(scope.failure is not null or ${hasJob(dataset, states)})`;

/** How many scopes each selection has, and how many were never read. */
export async function countCoverage(
  db: Db,
  { troubled, ...filter }: Troubled,
): Promise<Record<CoverageSelection | "unread", number>> {
  const row = await visibleScopes(db, filter)
    .select(({ fn }) => [
      fn.countAll<number>().as("all"),
      sql<number>`sum(case when ${isWithout(filter.dataset)} then 1 else 0 end)`.as("without"),
      sql<number>`sum(case when ${isTroubled(filter.dataset, troubled)} then 1 else 0 end)`.as("trouble"),
      sql<number>`sum(case when scope.tried_at is null then 1 else 0 end)`.as("unread"),
    ])
    .executeTakeFirstOrThrow();
  return {
    all: Number(row.all),
    without: Number(row.without ?? 0),
    trouble: Number(row.trouble ?? 0),
    unread: Number(row.unread ?? 0),
  };
}

export type CoverageCell = { scope: string; dataset: string; state: string; jobs: number };

/** Jobs by scope, dataset and state, of these scopes. */
export async function readCoverageCells(
  db: Db,
  { realm, paths }: { realm: string; paths: readonly string[] },
): Promise<CoverageCell[]> {
  if (paths.length === 0) return [];
  const rows = await db
    .selectFrom("job")
    .select(["job.scope", "job.dataset", "job.state"])
    .select(({ fn }) => fn.countAll<number>().as("jobs"))
    .where("job.realm", "=", realm)
    .where("job.gone_at", "is", null)
    .where("job.scope", "in", paths)
    .groupBy(["job.scope", "job.dataset", "job.state"])
    .execute();
  return rows.map((row) => ({ ...row, jobs: Number(row.jobs) }));
}

/** The datasets in use among all matching scopes, the most used first. */
export async function readCoverageColumns(
  db: Db,
  filter: CoverageFilter,
): Promise<{ dataset: string; jobs: number; scopes: number }[]> {
  let query = visibleScopes(db, filter)
    .innerJoin("job", (join) => join.onRef("job.scope", "=", "scope.path").onRef("job.realm", "=", "scope.realm"))
    .where("job.gone_at", "is", null)
    .where("scope.hidden_at", "is", null);
  if (filter.dataset !== "") query = query.where("job.dataset", "=", filter.dataset);
  const rows = await query
    .select("job.dataset")
    .select(({ fn }) => [fn.countAll<number>().as("jobs"), fn.count<number>("job.scope").distinct().as("scopes")])
    .groupBy("job.dataset")
    .execute();
  return rows
    .map(({ dataset, jobs, scopes }) => ({ dataset, jobs: Number(jobs), scopes: Number(scopes) }))
    .sort((a, b) => b.scopes - a.scopes || (a.dataset < b.dataset ? -1 : 1));
}

export type ZoneJob = {
  scope: string;
  job_id: number;
  dataset: string;
  /** Of the zone; of an account's own job, the account. */
  account_id: string;
  account_name: string;
  /** JSON: a keyed digest for each attribute. */
  digests: string;
  kid: string | null;
};

/** The enabled jobs of some datasets, with their accounts as far as these are known. */
export async function readJobsByAccount(
  db: Db,
  { realm, datasets }: { realm: string; datasets: readonly string[] },
): Promise<ZoneJob[]> {
  const rows = await db
    .selectFrom("job")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .innerJoin("job_version", (join) =>
      join.onRef("job_version.job", "=", "job.id").onRef("job_version.n", "=", "job.n"),
    )
    .select(["job.scope", "job.job_id", "job.dataset", "job_version.digests", "job_version.kid"])
    .select(["scope.account_id", "scope.account_name", "scope.name"])
    .where("job.realm", "=", realm)
    .where("job.dataset", "in", datasets)
    .where("job.enabled", "=", 1)
    .where("job.gone_at", "is", null)
    .where("scope.hidden_at", "is", null)
    .orderBy("scope.sort_name")
    .orderBy("job.job_id")
    .execute();
  return rows.flatMap(({ name, account_id, account_name, ...row }) => {
    const isAccount = row.scope.startsWith("accounts/");
    const id = isAccount ? row.scope.slice("accounts/".length) : account_id;
    return id === null ? [] : [{ ...row, account_id: id, account_name: isAccount ? name : (account_name ?? id) }];
  });
}

/** Jobs in some cells, for a list of them. */
export async function readCellJobs(
  db: Db,
  { realm, paths, datasets }: { realm: string; paths: readonly string[]; datasets: readonly string[] },
): Promise<{ scope: string; job_id: number; label: string; dataset: string; state: string; scope_name: string }[]> {
  if (paths.length === 0 || datasets.length === 0) return [];
  return db
    .selectFrom("job")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .select(["job.scope", "job.job_id", "job.label", "job.dataset", "job.state", "scope.name as scope_name"])
    .where("job.realm", "=", realm)
    .where("job.gone_at", "is", null)
    .where("scope.hidden_at", "is", null)
    .where("job.scope", "in", paths)
    .where("job.dataset", "in", datasets)
    .orderBy("job.state_rank")
    .orderBy("scope.sort_name")
    .orderBy("job.sort_name")
    .execute();
}
