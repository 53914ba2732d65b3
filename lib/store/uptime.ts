import { type Kysely, type Selectable, sql } from "kysely";
import type { JobRow, Look, ScopeRow } from "./inventory.ts";
import { type PushDayRow, type PushHourRow, readPushDays, readPushHours } from "./pushes.ts";
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
  return Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, index) =>
    rows.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
  );
}

/** Stores the uptime of a scope's jobs as of a time, in milliseconds since 1970. */
export async function recordUptime(
  db: Db,
  { realm, path, at, rows }: { realm: string; path: string; at: number; rows: readonly UptimeRow[] },
): Promise<void> {
  await transact(db, async (change) => {
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      await change
        .insertInto("uptime")
        .values(rows.slice(from, from + rowsAtOnce))
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
    await change
      .updateTable("scope")
      .set({ uptime_at: at })
      .where("realm", "=", realm)
      .where("path", "=", path)
      .execute();
  });
}

/** What uptime is summed up by. */
export type UptimeGrouping = "zone" | "dataset" | "job" | "all";

export type UptimeFilter = {
  realm: string;
  by: UptimeGrouping;
  /** Only of this scope and this dataset; empty for all. */
  scope: string;
  dataset: string;
};

const summed = ["delivered", "failed", "no_data", "waiting", "disabled", "unknown", "lost"] as const;

/** The sums of a group over one period. `key` is a scope's path, a dataset, or the id of a job's row. */
export type UptimeSum = Pick<UptimeRow, (typeof summed)[number] | "days"> & {
  key: string;
  jobs: number;
  /** Of a job; of another group those of one of its jobs. */
  label: string;
  dataset: string;
  scope: string;
  scope_name: string;
  job_id: number;
};

const keyOf = {
  ...{ zone: sql.ref("job.scope"), dataset: sql.ref("job.dataset"), job: sql.ref("job.id") },
  all: sql.ref("job.realm"),
};

/** Deleted jobs count in the sums: what they failed to deliver is missing all the same. */
function counted(db: Db, { realm, by, scope, dataset }: UptimeFilter) {
  let query = db
    .selectFrom("uptime")
    .innerJoin("job", "job.id", "uptime.job")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .where("job.realm", "=", realm)
    .where("scope.hidden_at", "is", null);
  if (scope !== "") query = query.where("job.scope", "=", scope);
  if (dataset !== "") query = query.where("job.dataset", "=", dataset);
  if (by === "job") query = query.where("job.gone_at", "is", null);
  return query;
}

/** One page of groups, those with the lowest uptime in a period first, and how many there are. */
export async function findUptimeGroups(
  db: Db,
  { days, limit, offset, ...filter }: UptimeFilter & { days: number; limit: number; offset: number },
): Promise<{ keys: string[]; total: number }> {
  const key = keyOf[filter.by];
  const [delivered, failed] = [sql`sum(uptime.delivered)`, sql`sum(uptime.failed)`];
  const groups = await counted(db, filter)
    .where("uptime.days", "=", days)
    .select(sql<string>`${key}`.as("key"))
    .select(sql<number>`count(*) over ()`.as("total"))
    .groupBy(key)
    .orderBy(
      sql`case when ${delivered} + ${failed} = 0 then 2 else ${delivered} * 1.0 / (${delivered} + ${failed}) end`,
    )
    .orderBy(key)
    .limit(limit)
    .offset(offset)
    .execute();
  return { keys: groups.map((group) => String(group.key)), total: Number(groups[0]?.total ?? 0) };
}

/** The sums of some groups, or of all, over each period. */
export async function readUptimeSums(db: Db, filter: UptimeFilter, keys?: readonly string[]): Promise<UptimeSum[]> {
  if (keys?.length === 0) return [];
  const key = keyOf[filter.by];
  let query = counted(db, filter)
    .select([sql<string>`${key}`.as("key"), "uptime.days"])
    .select(({ fn }) => [
      sql<number>`sum(case when job.gone_at is null then 1 else 0 end)`.as("jobs"),
      ...[fn.min("job.label").as("label"), fn.min("job.dataset").as("dataset"), fn.min("job.job_id").as("job_id")],
      ...[fn.min("job.scope").as("scope"), fn.min("scope.name").as("scope_name")],
      ...summed.map((column) => fn.sum<number>(column).as(column)),
    ])
    .groupBy([key, "uptime.days"]);
  if (keys) query = query.where(key, "in", filter.by === "job" ? keys.map(Number) : keys);
  return (await query.execute()).map((row) => ({ ...withNumbers(row), key: String(row.key) }));
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
  { realm, scope, dataset, after, limit }: Omit<UptimeFilter, "by"> & { after: number; limit: number },
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
