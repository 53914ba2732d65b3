import { type Kysely, sql } from "kysely";
import { readEntriesBefore } from "#lib/store/audit.ts";
import {
  countJobs,
  countScopes,
  countUnread,
  findJobRows,
  findScopes,
  type JobQuery,
  readDatasets,
  readDueScopes,
  readFailedScopes,
  readStoredJobs,
} from "#lib/store/inventory.ts";
import type { Store } from "#lib/store/open-store.ts";
import type { Database } from "#lib/store/schema.ts";
import {
  findUptimeGroups,
  listScopeJobs,
  readDueUptime,
  readExportedJobs,
  readPasts,
  readSpans,
  readUptimeSums,
} from "#lib/store/uptime.ts";
import { realm, zonePath } from "./fill-year.ts";

export type Size = { table: string; bytes: number };
export type Time = { query: string; rows: number; medianMs: number };

/** The bytes of each table with its indexes, the largest first. */
export async function measureSizes({ db, kind }: Store): Promise<Size[]> {
  const { rows } =
    kind === "sqlite"
      ? await sql<Size>`select coalesce(m.tbl_name, s.name) as "table", sum(s.pgsize) as bytes from dbstat s
          left join sqlite_master m on m.name = s.name group by 1 order by 2 desc`.execute(db)
      : await sql<Size>`select relname as "table", pg_total_relation_size(relid) as bytes
          from pg_stat_user_tables order by 2 desc`.execute(db);
  return rows;
}

/** Runs each query `runs` times. Resolves to the median of each. */
export async function measureQueries({ db }: Pick<Store, "db">, { runs }: { runs: number }): Promise<Time[]> {
  const times: Time[] = [];
  for (const [query, run] of Object.entries(await queriesOf(db))) {
    const measured: number[] = [];
    let rows = 0;
    for (let i = 0; i < runs; i += 1) {
      const startedAt = performance.now();
      rows = await run();
      measured.push(performance.now() - startedAt);
    }
    times.push({ query, rows, medianMs: median(measured) });
  }
  return times;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

const pageSize = 100;
const historySize = 50;

type Query = () => Promise<number>;

/** What the pages ask for: the list in its orders, its counts and filters, a job's history and the newest changes. */
async function queriesOf(db: Kysely<Database>): Promise<Record<string, Query>> {
  const jobs = await db
    .selectFrom("job")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  const job = await db.selectFrom("job").select(["id", "scope", "job_id"]).orderBy("id").executeTakeFirstOrThrow();
  const everything = { realm, words: [], terms: [], scope: "", dataset: "", states: [] };
  const listOf = (change: Partial<JobQuery>) => async () =>
    (
      await findJobRows(db, {
        ...everything,
        ...{ order: { by: "health", isDescending: false }, limit: pageSize, offset: 0, ...change },
      })
    ).length;
  const byName = { by: "name", isDescending: false } as const;
  const lastPage = Math.max(0, Number(jobs.count) - pageSize);
  const sizeOf = async (rows: Promise<{ length: number } | { size: number }>) => {
    const found = await rows;
    return "size" in found ? found.size : found.length;
  };
  const allUptime = { realm, scope: "", dataset: "" };
  const uptimeOfJobs = async (offset: number) => {
    const { keys } = await findUptimeGroups(db, { ...allUptime, by: "job", days: 365, limit: 50, offset });
    return sizeOf(readUptimeSums(db, { ...allUptime, by: "job" }, keys));
  };
  return {
    "list by health": listOf({}),
    "list by health, descending": listOf({ order: { by: "health", isDescending: true } }),
    "list by name": listOf({ order: byName }),
    "list by name, descending": listOf({ order: { by: "name", isDescending: true } }),
    "list by health, last page": listOf({ offset: lastPage }),
    "list by name, last page": listOf({ order: byName, offset: lastPage }),
    "list by health, a frequent word": listOf({ words: ["receiver"] }),
    "list by health, a rare word": listOf({ words: ["logs-77"] }),
    "list by name, a zone and a receiver": listOf({ order: byName, words: ["site-00", "receiver-7"] }),
    "list by name, a word that is not there": listOf({ order: byName, words: ["nothing-has-this"] }),
    "list by health, one state": listOf({ states: ["failing"] }),
    "list by name, what needs nobody": listOf({
      order: byName,
      states: ["settling", "pending", "healthy", "disabled"],
    }),
    "list by name, a header": listOf({ order: byName, terms: [{ of: "header", values: ["authorization"] }] }),
    "list by health, one dataset": listOf({ dataset: "dns_logs" }),
    "list by health, one zone": listOf({ scope: zonePath(0) }),
    "counts by state": () => sizeOf(countJobs(db, everything)),
    "counts by state, a word": () => sizeOf(countJobs(db, { ...everything, words: ["receiver"] })),
    "counts by state, a zone": () => sizeOf(countJobs(db, { ...everything, scope: zonePath(0) })),
    datasets: () => sizeOf(readDatasets(db, realm)),
    "zones by words": async () => (await findScopes(db, { realm, words: ["site-00"], limit: pageSize })).rows.length,
    "zones, counted": () => countScopes(db, realm),
    "zones that were never read": () => countUnread(db, realm),
    "zones that failed": () => sizeOf(readFailedScopes(db, realm, 20)),
    "zones that are due": () => sizeOf(readDueScopes(db, { realm, now: Number.MAX_SAFE_INTEGER, limit: 16 })),
    "one job": () => sizeOf(readStoredJobs(db, { realm, path: job.scope, jobId: job.job_id })),
    "history of a job": () =>
      sizeOf(
        db
          .selectFrom("job_version")
          .selectAll()
          .where("job", "=", job.id)
          .orderBy("n", "desc")
          .limit(historySize)
          .execute(),
      ),
    "newest versions of all jobs": () =>
      sizeOf(
        db
          .selectFrom("job_version")
          .innerJoin("job", "job.id", "job_version.job")
          .selectAll("job_version")
          .select(["job.name", "job.scope"])
          // Without an index for the realm, SQLite goes by time and stops after a few rows.
          .where(sql`coalesce(job.realm, '')`, "=", realm)
          .orderBy("job_version.seen_at", "desc")
          .limit(historySize)
          .execute(),
      ),
    "newest entries of the audit log": async () => (await readEntriesBefore(db, { limit: historySize })).length,
    "health of a job": () =>
      sizeOf(db.selectFrom("health_span").selectAll().where("job", "=", job.id).orderBy("since", "desc").execute()),
    "uptime by zone": () => sizeOf(readUptimeSums(db, { ...allUptime, by: "zone" })),
    "uptime by dataset": () => sizeOf(readUptimeSums(db, { ...allUptime, by: "dataset" })),
    "uptime by job": () => uptimeOfJobs(0),
    "uptime by job, last page": () => uptimeOfJobs(lastPage),
    "uptime of all jobs": () => sizeOf(readUptimeSums(db, { ...allUptime, by: "all" })),
    "uptime of one job, its past": () => sizeOf(readPasts(db, { jobs: [{ id: job.id, gone_at: null }], from: 0 })),
    "uptime of one zone, its past to count": async () => {
      const jobs = await listScopeJobs(db, { realm, path: zonePath(0) });
      const edges = [1, 2, 3, 4].map((days) => Math.floor(Date.now() / 3_600_000) - days * 24);
      return sizeOf(readPasts(db, { jobs: jobs.flat(), from: 0, edges }));
    },
    "jobs for a file of uptime": () => sizeOf(readExportedJobs(db, { ...allUptime, after: 0, limit: 200 })),
    "states of 200 jobs for a file": async () => {
      const exported = await readExportedJobs(db, { ...allUptime, after: 0, limit: 200 });
      return sizeOf(readSpans(db, { jobs: exported.map(({ id }) => id), from: 0 }));
    },
    "zones whose uptime is due": () => sizeOf(readDueUptime(db, { realm, now: Number.MAX_SAFE_INTEGER, limit: 10 })),
    "deliveries of a job by hour": () =>
      sizeOf(db.selectFrom("push_hour").selectAll().where("job", "=", job.id).orderBy("hour").execute()),
    "deliveries of a job by day": () =>
      sizeOf(db.selectFrom("push_day").selectAll().where("job", "=", job.id).orderBy("day").execute()),
  };
}
