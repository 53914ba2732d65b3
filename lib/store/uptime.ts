import { type Kysely, type Selectable, sql } from "kysely";
import type { JobRow, Look, ScopeRow } from "./inventory.ts";
import { type PushDayRow, type PushHourRow, readPushDays, readPushHours } from "./pushes.ts";
import { rowParts } from "./row-parts.ts";
import type { Database, HealthSpanTable, ObjectiveTable, UptimeTable } from "./schema.ts";
import { transact } from "./transact.ts";

type Db = Kysely<Database>;

export type UptimeRow = Selectable<UptimeTable>;
export type SpanRow = Pick<HealthSpanTable, "job" | "since" | "until" | "state">;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Databases limit the number of parameters. */
const rowsAtOnce = 50;

/** Scopes whose uptime is counted next: of whose hours more is known, or an hour has passed. */
export function readDueUptime(
  db: Db,
  { realm, now, limit }: { realm: string; now: number; limit: number },
): Promise<(Look & Pick<ScopeRow, "path">)[]> {
  return db
    .selectFrom("scope")
    .select(["path", "read_at", "known_until"])
    .where("realm", "=", realm)
    .where("hidden_at", "is", null)
    .where("read_at", "is not", null)
    .where((eb) =>
      eb.or([
        eb("uptime_at", "is", null),
        eb("uptime_at", "<", eb.ref("pushes_at")),
        eb("uptime_at", "<", now - hourMs),
      ]),
    )
    .orderBy(sql`coalesce(uptime_at, 0)`)
    .orderBy("path")
    .limit(limit)
    .execute();
}

export type PastRows = {
  job: Pick<JobRow, "id" | "gone_at">;
  spans: SpanRow[];
  hours: PushHourRow[];
  /** `first` and `last` where only these hours of the day are in it. */
  days: (PushDayRow & { first?: number; last?: number })[];
};

type PastQuery = {
  jobs: readonly Pick<JobRow, "id" | "gone_at">[];
  /** Milliseconds since 1970. */
  from: number;
  /**
   * The hours are added up by day: up to before the first of these, in hours since 1970, newest first, and apart where
   * one of them lies within a day.
   */
  edges?: readonly number[];
};

/** What is known of jobs, deleted ones too, from a time on. */
export async function readPasts(db: Db, { jobs, from, edges }: PastQuery): Promise<PastRows[]> {
  const ids = jobs.map(({ id }) => Number(id));
  if (ids.length === 0) return [];
  const [spans, hours, parts, days] = await Promise.all([
    readSpans(db, { jobs: ids, from }),
    edges ? [] : readPushHours(db, ids, Math.floor(from / hourMs)),
    edges ? readDayParts(db, ids, edges) : [],
    readPushDays(db, ids, Math.floor(from / dayMs)),
  ]);
  const of = <T extends { job: number }>(rows: T[]) => {
    const byJob = new Map<number, T[]>();
    for (const row of rows) {
      const known = byJob.get(row.job);
      if (known) known.push(row);
      else byJob.set(row.job, [row]);
    }
    return (job: number) => byJob.get(job) ?? [];
  };
  const [spansOf, hoursOf, daysOf] = [of(spans), of(hours), of<PastRows["days"][number]>([...days, ...parts])];
  return jobs.map((job) => {
    const id = Number(job.id);
    return { job, spans: spansOf(id), hours: hoursOf(id), days: daysOf(id) };
  });
}

/** The hours of jobs by day, added up by the database: the rows are a twentieth of the hours. */
async function readDayParts(db: Db, ids: number[], [end = 0, ...edges]: readonly number[]): Promise<PastRows["days"]> {
  const hour = sql.ref("hour");
  const part = sql`case ${sql.join(
    edges.map((edge, index) => sql`when ${hour} >= ${sql.lit(edge)} then ${sql.lit(index)}`),
    sql` `,
  )} else ${sql.lit(edges.length)} end`;
  const bitOf = (count: "ok" | "failed") =>
    sql<number>`sum(case when ${sql.ref(count)} > 0 then 1 << cast(${hour} % 24 as integer) else 0 end)`;
  const rows = await db
    .selectFrom("push_hour")
    .where("job", "in", ids)
    .where("hour", "<", end)
    .select("job")
    .select(({ fn }) => [
      sql<number>`${hour} / 24`.as("day"),
      ...[fn.min<number>("hour").as("first"), fn.max<number>("hour").as("last")],
      ...[fn.sum<number>("ok").as("ok"), fn.sum<number>("failed").as("failed")],
      fn.sum<number>("retried").as("retried"),
      ...[fn.sum<number | null>("lines").as("lines"), fn.sum<number | null>("lost_lines").as("lost_lines")],
      fn.sum<number | null>("bytes").as("bytes"),
      ...[bitOf("ok").as("ok_hours"), bitOf("failed").as("failed_hours")],
    ])
    .groupBy(["job", sql`${hour} / 24`, part])
    .execute();
  const known = (value: number | null) => (value === null ? null : Number(value));
  return rows.map(({ ok, failed, retried, lines, lost_lines, bytes, ok_hours, failed_hours, ...row }) => ({
    ...{ ...row, ok: Number(ok), failed: Number(failed), retried: Number(retried) },
    ...{ lines: known(lines), lost_lines: known(lost_lines), bytes: known(bytes) },
    ...{ ok_hours: Number(ok_hours), failed_hours: Number(failed_hours) },
  }));
}

/** The states of jobs that did not end before a time, in order. */
export function readSpans(db: Db, { jobs, from }: { jobs: readonly number[]; from: number }): Promise<SpanRow[]> {
  return db
    .selectFrom("health_span")
    .select(["job", "since", "until", "state"])
    .where("job", "in", jobs)
    .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", from)]))
    .orderBy("job")
    .orderBy("since")
    .execute();
}

/** The jobs of a scope, deleted ones too, in parts that are read together. */
export async function listScopeJobs(
  db: Db,
  { realm, path }: { realm: string; path: string },
): Promise<Pick<JobRow, "id" | "gone_at">[][]> {
  const rows = await db
    .selectFrom("job")
    .select(["id", "gone_at"])
    .where("realm", "=", realm)
    .where("scope", "=", path)
    .orderBy("id")
    .execute();
  return rowParts(rows, rowsAtOnce);
}

/** Stores the uptime of a scope's jobs as of a time, in milliseconds since 1970. */
export async function recordUptime(
  db: Db,
  { realm, path, at, rows }: { realm: string; path: string; at: number; rows: readonly UptimeRow[] },
): Promise<void> {
  await transact(db, async (change) => {
    for (const part of rowParts(rows, rowsAtOnce)) {
      await change
        .insertInto("uptime")
        .values(part)
        .onConflict((conflict) =>
          conflict.columns(["job", "days"]).doUpdateSet(({ ref }) => ({
            ...{ until: ref("excluded.until"), delivered: ref("excluded.delivered"), failed: ref("excluded.failed") },
            ...{ no_data: ref("excluded.no_data"), waiting: ref("excluded.waiting") },
            ...{ disabled: ref("excluded.disabled"), unknown: ref("excluded.unknown") },
            ...{ ok: ref("excluded.ok"), lost: ref("excluded.lost"), retried: ref("excluded.retried") },
            ...{ lines: ref("excluded.lines"), lost_lines: ref("excluded.lost_lines"), bytes: ref("excluded.bytes") },
          })),
        )
        .execute();
    }
    const { numUpdatedRows } = await change
      .updateTable("scope")
      .set({ uptime_at: at })
      .where("realm", "=", realm)
      .where("path", "=", path)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) await sumUpScope(change, { realm, path });
  });
}

/** Sums up the uptime of a scope's jobs by dataset: pages of all jobs read far fewer rows then. */
async function sumUpScope(db: Db, { realm, path }: { realm: string; path: string }): Promise<void> {
  await db.deleteFrom("uptime_group").where("realm", "=", realm).where("scope", "=", path).execute();
  await db
    .insertInto("uptime_group")
    .columns(["realm", "scope", "dataset", "days", "jobs", ...summed])
    .expression(
      db
        .selectFrom("job")
        .innerJoin("uptime", "uptime.job", "job.id")
        .where("job.realm", "=", realm)
        .where("job.scope", "=", path)
        .select(["job.realm", "job.scope", "job.dataset", "uptime.days"])
        .select(sql<number>`sum(case when job.gone_at is null then 1 else 0 end)`.as("jobs"))
        .select(({ fn }) => summed.map((column) => fn.sum<number>(`uptime.${column}`).as(column)))
        .groupBy(["job.realm", "job.scope", "job.dataset", "uptime.days"]),
    )
    .execute();
}

export type UptimeFilter = {
  realm: string;
  /** Only of this scope and this dataset; empty for all. */
  scope: string;
  dataset: string;
};

const summed = ["delivered", "failed", "no_data", "waiting", "disabled", "unknown", "lost"] as const;

type Sums = Pick<UptimeRow, (typeof summed)[number] | "days">;

/** The sums of zones and accounts, or datasets, or of all jobs, over one period. `key` is a scope's path or a dataset. */
export type UptimeSum = Sums & { key: string; jobs: number; scope_name: string };

/** Deleted jobs count in the sums: what they failed to deliver is missing all the same. */
export async function readUptimeSums(
  db: Db,
  { realm, by, scope, dataset }: UptimeFilter & { by: "zone" | "dataset" },
): Promise<UptimeSum[]> {
  const key = by === "zone" ? "uptime_group.scope" : "uptime_group.dataset";
  const rows = await db
    .selectFrom("uptime_group")
    .innerJoin("scope", (join) =>
      join.onRef("scope.realm", "=", "uptime_group.realm").onRef("scope.path", "=", "uptime_group.scope"),
    )
    .where("uptime_group.realm", "=", realm)
    .where("scope.hidden_at", "is", null)
    .$if(scope !== "", (query) => query.where("uptime_group.scope", "=", scope))
    .$if(dataset !== "", (query) => query.where("uptime_group.dataset", "=", dataset))
    .select([`${key} as key`, "uptime_group.days"])
    .select(({ fn }) => [
      fn.sum<number>("uptime_group.jobs").as("jobs"),
      fn.min("scope.name").as("scope_name"),
      ...summed.map((column) => fn.sum<number>(`uptime_group.${column}`).as(column)),
    ])
    .groupBy([key, "uptime_group.days"])
    .execute();
  return rows.map(withNumbers);
}

/** The uptime of a job over one period. `key` is the id of its row. */
export type JobUptimeRow = Sums & {
  key: string;
  label: string;
  dataset: string;
  scope: string;
  scope_name: string;
  job_id: number;
};

/** The jobs of a page of `findUptimeJobs`, over each period. */
export async function readJobUptimes(db: Db, keys: readonly string[]): Promise<JobUptimeRow[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom("uptime")
    .innerJoin("job", "job.id", "uptime.job")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .where("uptime.job", "in", keys.map(Number))
    .select(["uptime.job as key", "uptime.days", "job.label", "job.dataset", "job.scope", "job.job_id"])
    .select("scope.name as scope_name")
    .select(summed.map((column) => `uptime.${column}` as const))
    .execute();
  return rows.map((row) => ({ ...row, key: String(row.key) }));
}

/** One page of jobs, those with the lowest uptime in a period first, and how many there are. */
export async function findUptimeJobs(
  db: Db,
  { realm, scope, dataset, days, limit, offset }: UptimeFilter & { days: number; limit: number; offset: number },
): Promise<{ keys: string[]; total: number }> {
  const all = sql`(uptime.delivered + uptime.failed)`;
  const found = await db
    .selectFrom("uptime")
    .innerJoin("job", "job.id", "uptime.job")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .where("job.realm", "=", realm)
    .where("job.gone_at", "is", null)
    .where("scope.hidden_at", "is", null)
    .where("uptime.days", "=", days)
    .$if(scope !== "", (query) => query.where("job.scope", "=", scope))
    .$if(dataset !== "", (query) => query.where("job.dataset", "=", dataset))
    .select(["uptime.job as key", sql<number>`count(*) over ()`.as("total")])
    .orderBy(sql`case when ${all} = 0 then 2 else uptime.delivered * 1.0 / ${all} end`)
    .orderBy("uptime.job")
    .limit(limit)
    .offset(offset)
    .execute();
  return { keys: found.map(({ key }) => String(key)), total: Number(found[0]?.total ?? 0) };
}

/** PostgreSQL sums whole numbers to texts. */
function withNumbers<T extends { jobs: number } & Record<(typeof summed)[number], number>>(row: T): T {
  const numbers = (["jobs", ...summed] as const).map((name) => [name, Number(row[name])]);
  return Object.assign({}, row, Object.fromEntries(numbers));
}

/** A job with what its scope is called and when that was read. */
export type ExportedJob = Pick<JobRow, "id" | "scope" | "job_id" | "label" | "dataset" | "gone_at"> &
  Look & { scope_name: string };

/** Jobs, deleted ones too, in the order of their ids, after one of them. */
export function readExportedJobs(
  db: Db,
  { realm, scope, dataset, after, limit }: UptimeFilter & { after: number; limit: number },
): Promise<ExportedJob[]> {
  let query = db
    .selectFrom("job")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .where("job.realm", "=", realm)
    .where("scope.hidden_at", "is", null)
    .where("job.id", ">", after);
  if (scope !== "") query = query.where("job.scope", "=", scope);
  if (dataset !== "") query = query.where("job.dataset", "=", dataset);
  return query
    .select(["job.id", "job.scope", "job.job_id", "job.label", "job.dataset", "job.gone_at"])
    .select(["scope.name as scope_name", "scope.read_at", "scope.known_until"])
    .orderBy("job.id")
    .limit(limit)
    .execute();
}

/** The uptime of jobs, by job and period. */
export function readUptimeRows(db: Db, jobs: readonly number[]): Promise<UptimeRow[]> {
  return db.selectFrom("uptime").selectAll().where("job", "in", jobs).orderBy("job").orderBy("days").execute();
}

/** When the uptime of the scopes was counted, the longest ago. Null: of some it never was. */
export async function readUptimeAge(db: Db, realm: string): Promise<number | null> {
  const row = await db
    .selectFrom("scope")
    .select(sql<number>`min(coalesce(uptime_at, 0))`.as("at"))
    .where("realm", "=", realm)
    .where("hidden_at", "is", null)
    .where("jobs", ">", 0)
    .executeTakeFirst();
  return row?.at ? Number(row.at) : null;
}

export type ObjectiveRow = Selectable<ObjectiveTable>;

/** The objectives of a realm. The key of the default is empty. */
export function readObjectives(db: Db, realm: string, jobKeys?: readonly string[]): Promise<ObjectiveRow[]> {
  let query = db.selectFrom("objective").selectAll().where("realm", "=", realm);
  if (jobKeys) query = query.where("job_key", "in", ["", ...jobKeys]);
  return query.execute();
}

/** Sets an objective, or removes it. */
export async function changeObjective(
  db: Db,
  { realm, jobKey }: { realm: string; jobKey: string },
  change: Pick<ObjectiveRow, "target" | "days" | "changed_at"> | null,
): Promise<void> {
  if (change === null) {
    await db.deleteFrom("objective").where("realm", "=", realm).where("job_key", "=", jobKey).execute();
    return;
  }
  await db
    .insertInto("objective")
    .values({ realm, job_key: jobKey, ...change })
    .onConflict((conflict) => conflict.columns(["realm", "job_key"]).doUpdateSet(change))
    .execute();
}

/** Removes the objectives of jobs that are no longer in the store. */
export async function deleteOldObjectives(db: Db): Promise<void> {
  await db
    .deleteFrom("objective")
    .where("job_key", "<>", "")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("job")
            .select("job.id")
            .whereRef("job.realm", "=", "objective.realm")
            .where(sql<boolean>`job.scope || '/' || cast(job.job_id as varchar(20)) = objective.job_key`),
        ),
      ),
    )
    .execute();
}
