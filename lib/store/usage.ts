import { type Kysely, type RawBuilder, type Selectable, sql, type Transaction } from "kysely";
import type { Basis } from "#lib/logpush/usage/cost.ts";
import { type KnownHours, unfinishedHours } from "#lib/logpush/usage/job-month.ts";
import type { UsageGroup, UsageSort } from "#lib/logpush/usage/usage-query.ts";
import { rowParts } from "./row-parts.ts";
import type { Database, PushHourTable, UsageBudgetTable, UsageMonthTable } from "./schema.ts";

type Db = Kysely<Database>;

/** The volume of jobs by their ids in the store, as it is counted when their hours are stored. */
export type HourVolume = Pick<Selectable<PushHourTable>, "job" | "hour" | "ok" | "bytes" | "lines">;

/** The hours of jobs in a span, in order. */
export async function readHourVolumes(
  db: Db,
  jobs: readonly number[],
  { fromHour, toHour }: { fromHour: number; toHour?: number },
): Promise<HourVolume[]> {
  const found: HourVolume[] = [];
  for (const part of rowParts(jobs)) {
    const rows = await db
      .selectFrom("push_hour")
      .select(["job", "hour", "ok", "bytes", "lines"])
      .where("job", "in", part)
      .where("hour", ">=", fromHour)
      .$if(toHour !== undefined, (query) => query.where("hour", "<", toHour ?? 0))
      .orderBy("job")
      .orderBy("hour")
      .execute();
    found.push(...rows);
  }
  return found;
}

/** Which hours of a zone or account are known: as far as its analytics were read. */
export async function readKnownHours(db: Db, { realm, path }: { realm: string; path: string }): Promise<KnownHours> {
  const row = await db
    .selectFrom("scope")
    .select(["pushes_from as from", "pushes_until as until", "back_from", "back_until"])
    .where("realm", "=", realm)
    .where("path", "=", path)
    .executeTakeFirst();
  return knownOf(row ?? { from: null, until: null, back_from: null, back_until: null });
}

type KnownRow = { from: number | null; until: number | null; back_from: number | null; back_until: number | null };

function knownOf({ from, until, back_from, back_until }: KnownRow): KnownHours {
  const end = until ?? 0;
  const fromHour = back_from ?? from ?? end;
  const hole = back_until === null || from === null ? undefined : { from: back_until, to: from };
  return { fromHour, endHour: Math.max(fromHour, end - unfinishedHours), hole };
}

/** What the realm's hours gain, or lose, by hours that are about to be replaced. */
export type HourChange = { hour: number; bytes: number; lines: number };

/** Adds to the hours of all jobs together. In the order of the hours, so that two writers cannot block each other. */
export async function addToHours(db: Transaction<Database>, realm: string, changes: HourChange[]): Promise<void> {
  const rows = changes
    .filter(({ bytes, lines }) => bytes !== 0 || lines !== 0)
    .sort((a, b) => a.hour - b.hour)
    .map((change) => ({ realm, ...change }));
  for (const part of rowParts(rows)) {
    await db
      .insertInto("usage_hour")
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(["realm", "hour"]).doUpdateSet({
          bytes: sql`usage_hour.bytes + excluded.bytes`,
          lines: sql`usage_hour.lines + excluded.lines`,
        }),
      )
      .execute();
  }
}

/** Adds or replaces months of jobs. */
export async function saveUsageMonths(db: Db, rows: UsageMonthTable[]): Promise<void> {
  for (const part of rowParts(rows)) {
    await db
      .insertInto("usage_month")
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(["job", "month"]).doUpdateSet(({ ref }) => ({
          ...{ basis: ref("excluded.basis"), transformed: ref("excluded.transformed") },
          ...{ bytes: ref("excluded.bytes"), lines: ref("excluded.lines"), is_estimate: ref("excluded.is_estimate") },
          ...{ expected_bytes: ref("excluded.expected_bytes"), expected_lines: ref("excluded.expected_lines") },
        })),
      )
      .execute();
  }
}

export type UsageFilter = {
  realm: string;
  month: number;
  /** Of a job, its dataset, endpoint, zone or account, in lower case. */
  words?: readonly string[];
  dataset?: string;
  scope?: string;
  host?: string;
  /** The id of an account: its zones and its own jobs. */
  account?: string;
};

/** Each account is billed alone. A zone whose account is not known counts as one of an account without a name. */
const account = sql<string>`case when job.scope like 'accounts/%' then substr(job.scope, 10) else coalesce(scope.account_id, '') end`;

function conditionsOf(filter: UsageFilter): RawBuilder<unknown> {
  const { realm, month, words = [], dataset, scope, host, account: id } = filter;
  const conditions = [
    sql`job.realm = ${realm}`,
    sql`u.month = ${month}`,
    sql`scope.hidden_at is null`,
    ...(dataset ? [sql`job.dataset = ${dataset}`] : []),
    ...(scope ? [sql`job.scope = ${scope}`] : []),
    ...(host ? [sql`job.host = ${host}`] : []),
    ...(id === undefined ? [] : [sql`${account} = ${id}`]),
    ...words.map((word) => {
      const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
      return sql`(job.search like ${pattern} escape '\\' or scope.search like ${pattern} escape '\\')`;
    }),
  ];
  return sql.join(conditions, sql` and `);
}

const months = sql`usage_month u join job on job.id = u.job
  join scope on scope.realm = job.realm and scope.path = job.scope`;

/** What an account delivered on one basis. What is null is not known of any of its jobs. */
export type AccountRow = {
  account: string;
  basis: Basis;
  jobs: number;
  bytes: number;
  lines: number;
  expectedBytes: number;
  expectedLines: number;
  /** Bytes of jobs with a transformer, which are part of the others. */
  transformed: number;
  expectedTransformed: number;
  /** How many jobs have no amount at all, an estimated one, and no forecast. */
  unknown: number;
  estimates: number;
  unforecast: number;
};

/** The month of all matching jobs by account and basis. Of what has no forecast, what is known so far counts. */
export async function sumByAccount(db: Db, filter: UsageFilter): Promise<AccountRow[]> {
  const { rows } = await sql<Record<keyof AccountRow, string | number | null>>`
    select ${account} as "account", u.basis as "basis", count(*) as "jobs",
      sum(u.bytes) as "bytes", sum(u.lines) as "lines",
      sum(coalesce(u.expected_bytes, u.bytes)) as "expectedBytes", sum(coalesce(u.expected_lines, u.lines)) as "expectedLines",
      sum(case when u.transformed = 1 then u.bytes else 0 end) as "transformed",
      sum(case when u.transformed = 1 then coalesce(u.expected_bytes, u.bytes) else 0 end) as "expectedTransformed",
      sum(case when u.bytes is null then 1 else 0 end) as "unknown", sum(u.is_estimate) as "estimates",
      sum(case when u.expected_bytes is null then 1 else 0 end) as "unforecast"
    from ${months} where ${conditionsOf(filter)} group by ${account}, u.basis order by 1, 2`.execute(db);
  return rows.map(({ account: id, basis, ...sums }) => ({
    account: String(id),
    basis: basis === "internal" || basis === "requests" ? basis : "external",
    ...numbersOf(sums),
  }));
}

/** Dollars for each byte or line of an account, as its included amount makes them. */
export type RateRow = {
  account: string;
  basis: Basis;
  perUnit: number;
  perExpectedUnit: number;
  perTransformed: number;
  perExpectedTransformed: number;
};

export type UsageRow = {
  /** The id of the job in the store, the dataset, the path of the scope, or the host. */
  key: string;
  /** Of a job alone. */
  label: string | null;
  jobId: number | null;
  scope: string | null;
  scopeName: string | null;
  dataset: string | null;
  goneAt: number | null;
  jobs: number;
  bytes: number | null;
  lines: number | null;
  isEstimate: boolean;
  expectedBytes: number | null;
  expectedLines: number | null;
  dollars: number;
  expectedDollars: number;
};

type UsageQuery = UsageFilter & {
  by: UsageGroup;
  sort: UsageSort;
  isDescending: boolean;
  rates: readonly RateRow[];
  limit: number;
  offset: number;
};

const keys = {
  job: sql`job.id`,
  dataset: sql`job.dataset`,
  scope: sql`job.scope`,
  host: sql`coalesce(job.host, '')`,
} satisfies Record<UsageGroup, unknown>;

const names = { ...keys, job: sql`job.sort_name`, scope: sql`scope.sort_name` } satisfies Record<UsageGroup, unknown>;

const orders = {
  name: sql`min(g.sort_key)`,
  bytes: sql`coalesce(sum(g.bytes), -1)`,
  lines: sql`coalesce(sum(g.lines), -1)`,
  cost: sql`sum(g.dollars)`,
  expected: sql`sum(g.expected_dollars)`,
} satisfies Record<UsageSort, unknown>;

/** The month of a job with its account, and those of the jobs of its dataset and zone or account. */
export type JobMonthRow = Selectable<UsageMonthTable> & { label: string; attrs: string; account: string };

export async function readJobMonths(
  db: Db,
  { realm, month, scope, dataset }: { realm: string; month: number; scope: string; dataset: string },
): Promise<JobMonthRow[]> {
  return db
    .selectFrom("job")
    .innerJoin("usage_month", "usage_month.job", "job.id")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .innerJoin("job_version", (join) =>
      join.onRef("job_version.job", "=", "job.id").onRef("job_version.n", "=", "job.n"),
    )
    .where("job.realm", "=", realm)
    .where("job.scope", "=", scope)
    .where("job.dataset", "=", dataset)
    .where("job.gone_at", "is", null)
    .where("scope.hidden_at", "is", null)
    .where("usage_month.month", "=", month)
    .selectAll("usage_month")
    .select(["job.label", "job_version.attrs", account.as("account")])
    .orderBy("job.id")
    .execute();
}

const jobOrders = {
  name: sql`g.sort_key`,
  bytes: sql`coalesce(g.bytes, -1)`,
  lines: sql`coalesce(g.lines, -1)`,
  cost: sql`g.dollars`,
  expected: sql`g.expected_dollars`,
} satisfies Record<UsageSort, unknown>;

/** How many groups match. */
export async function countUsageRows(db: Db, { by, ...filter }: UsageFilter & { by: UsageGroup }): Promise<number> {
  const { rows } = await sql<{ groups: number | string }>`
    select count(distinct ${keys[by]}) as groups from ${months} where ${conditionsOf(filter)}`.execute(db);
  return Number(rows[0]?.groups ?? 0);
}

/** One page of what matching jobs delivered, grouped and sorted, with what it costs. */
export async function readUsageRows(db: Db, query: UsageQuery): Promise<UsageRow[]> {
  const { by, sort, isDescending, rates, limit, offset } = query;
  if (rates.length === 0) return [];
  const units = sql`case when u.basis = 'requests' then u.lines else u.bytes end`;
  const expected = sql`case when u.basis = 'requests' then coalesce(u.expected_lines, u.lines) else coalesce(u.expected_bytes, u.bytes) end`;
  const { rows } = await sql<Record<keyof UsageRow, string | number | null>>`
    with rate (account, basis, unit, expected_unit, transform, expected_transform) as (values ${sql.join(rates.map(valuesOf))}),
    g as (
      select ${keys[by]} as key, ${names[by]} as sort_key, job.label, job.job_id, job.scope, scope.name as scope_name,
        job.dataset, job.gone_at, u.bytes, u.lines, u.is_estimate, u.expected_bytes, u.expected_lines,
        coalesce((${units}) * r.unit, 0) + coalesce(u.bytes * u.transformed * r.transform, 0) as dollars,
        coalesce((${expected}) * r.expected_unit, 0)
          + coalesce(coalesce(u.expected_bytes, u.bytes) * u.transformed * r.expected_transform, 0) as expected_dollars
      from ${months} join rate r on r.basis = u.basis and r.account = ${account}
      where ${conditionsOf(query)}
    )
    select g.key as "key", ${by === "job" ? ofJob : ofGroup(by)}
    from g ${by === "job" ? sql`` : sql`group by g.key`}
    order by ${by === "job" ? jobOrders[sort] : orders[sort]} ${isDescending ? sql`desc` : sql`asc`}, g.key
    limit ${limit} offset ${offset}`.execute(db);
  return rows.map(rowOf);
}

/** A job is a group of its own, which needs no sums. */
const ofJob = sql`g.label as "label", g.job_id as "jobId", g.scope as "scope", g.scope_name as "scopeName", g.dataset as "dataset",
  g.gone_at as "goneAt", 1 as "jobs", g.bytes as "bytes", g.lines as "lines", g.is_estimate as "isEstimate",
  g.expected_bytes as "expectedBytes", g.expected_lines as "expectedLines", g.dollars as "dollars", g.expected_dollars as "expectedDollars"`;

function ofGroup(by: UsageGroup) {
  return sql`null as "label", null as "jobId", null as "scope", ${by === "scope" ? sql`min(g.scope_name)` : sql`null`} as "scopeName",
    null as "dataset", null as "goneAt", count(*) as "jobs", sum(g.bytes) as "bytes", sum(g.lines) as "lines",
    max(g.is_estimate) as "isEstimate", ${sumOfForecasts("expected_bytes", "bytes")} as "expectedBytes",
    ${sumOfForecasts("expected_lines", "lines")} as "expectedLines",
    sum(g.dollars) as "dollars", sum(g.expected_dollars) as "expectedDollars"`;
}

/** Jobs without a forecast count with what is known so far, but not alone. */
function sumOfForecasts(expected: string, soFar: string) {
  const [column, known] = [sql.ref(`g.${expected}`), sql.ref(`g.${soFar}`)];
  return sql`case when count(${column}) = 0 then null else sum(coalesce(${column}, ${known})) end`;
}

function valuesOf({ account: id, basis, ...rates }: RateRow): RawBuilder<unknown> {
  const { perUnit, perExpectedUnit, perTransformed, perExpectedTransformed } = rates;
  const dollars = [perUnit, perExpectedUnit, perTransformed, perExpectedTransformed].map(
    (value) => sql`cast(${value} as double precision)`,
  );
  return sql`(cast(${id} as varchar(50)), cast(${basis} as varchar(10)), ${sql.join(dollars)})`;
}

function rowOf(row: Record<keyof UsageRow, string | number | null>): UsageRow {
  const { key, label, scope, scopeName, dataset, isEstimate, ...numbers } = row;
  const { jobs, dollars, expectedDollars, ...sums } = numbers;
  const text = (value: string | number | null) => (value === null ? null : String(value));
  return {
    ...{ key: String(key), label: text(label), scope: text(scope), scopeName: text(scopeName), dataset: text(dataset) },
    ...{ jobs: Number(jobs), isEstimate: Number(isEstimate) === 1 },
    ...{ dollars: Number(dollars), expectedDollars: Number(expectedDollars) },
    jobId: numberOrNull(sums.jobId),
    goneAt: numberOrNull(sums.goneAt),
    bytes: numberOrNull(sums.bytes),
    lines: numberOrNull(sums.lines),
    expectedBytes: numberOrNull(sums.expectedBytes),
    expectedLines: numberOrNull(sums.expectedLines),
  };
}

/** What all jobs together delivered by the hour, without those that are hidden. An hour without a row had nothing. */
export async function readUsageHours(
  db: Db,
  { realm, fromHour }: { realm: string; fromHour: number },
): Promise<HourChange[]> {
  const rows = await db
    .selectFrom("usage_hour")
    .select(["hour", "bytes", "lines"])
    .where("realm", "=", realm)
    .where("hour", ">=", fromHour)
    .orderBy("hour")
    .execute();
  const hidden = await sumHiddenHours(db, { realm, fromHour });
  return rows.map(({ hour, bytes, lines }) => ({
    hour,
    bytes: Math.max(0, bytes - (hidden.get(hour)?.bytes ?? 0)),
    lines: Math.max(0, lines - (hidden.get(hour)?.lines ?? 0)),
  }));
}

async function sumHiddenHours(db: Db, { realm, fromHour }: { realm: string; fromHour: number }) {
  const rows = await db
    .selectFrom("job")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .innerJoin("push_hour", "push_hour.job", "job.id")
    .where("job.realm", "=", realm)
    .where("scope.hidden_at", "is not", null)
    .where("push_hour.hour", ">=", fromHour)
    .groupBy("push_hour.hour")
    .select("push_hour.hour")
    .select(({ fn }) => [
      fn.sum<number | null>("push_hour.bytes").as("bytes"),
      fn.sum<number | null>("push_hour.lines").as("lines"),
    ])
    .execute();
  // PostgreSQL sums whole numbers to texts.
  return new Map(
    rows.map(({ hour, bytes, lines }) => [hour, { bytes: Number(bytes ?? 0), lines: Number(lines ?? 0) }]),
  );
}

/** Which hours are known of all visible jobs whose analytics were read; null if there are none. */
export async function readUsageSpan(db: Db, realm: string): Promise<KnownHours | null> {
  const row = await db
    .selectFrom("scope")
    .where("realm", "=", realm)
    .where("hidden_at", "is", null)
    .where("jobs", ">", 0)
    .where("pushes_until", "is not", null)
    .select(({ fn }) => [
      fn.max<number | null>(sql<number>`coalesce(back_from, pushes_from)`).as("first"),
      fn.min<number | null>("pushes_until").as("until"),
      fn.min<number | null>("back_until").as("back_until"),
      fn.max<number | null>(sql<number>`case when back_until is not null then pushes_from end`).as("from"),
    ])
    .executeTakeFirst();
  if (!row || row.until === null) return null;
  const [first, until] = [numberOrNull(row.first), numberOrNull(row.until)];
  const [back_until, from] = [numberOrNull(row.back_until), numberOrNull(row.from)];
  if (from === null) return knownOf({ from: first, until, back_from: null, back_until: null });
  return knownOf({ from, until, back_from: first, back_until });
}

/** What a month may cost; undefined without a budget. */
export function findBudget(db: Db, realm: string): Promise<Selectable<UsageBudgetTable> | undefined> {
  return db.selectFrom("usage_budget").selectAll().where("realm", "=", realm).executeTakeFirst();
}

export async function saveBudget(db: Db, row: UsageBudgetTable): Promise<void> {
  const { realm: _, ...values } = row;
  await db
    .insertInto("usage_budget")
    .values(row)
    .onConflict((conflict) => conflict.column("realm").doUpdateSet(values))
    .execute();
}

export async function deleteBudget(db: Db, realm: string): Promise<void> {
  await db.deleteFrom("usage_budget").where("realm", "=", realm).execute();
}

/** Removes what is too old: hours of all jobs together, and months. */
export async function deleteOldUsage(
  db: Db,
  { beforeHour, beforeMonth }: { beforeHour: number; beforeMonth: number },
): Promise<void> {
  await db.deleteFrom("usage_hour").where("hour", "<", beforeHour).execute();
  await db.deleteFrom("usage_month").where("month", "<", beforeMonth).execute();
}

function numbersOf<Key extends string>(row: Record<Key, string | number | null>): Record<Key, number> {
  const numbers = Object.entries<string | number | null>(row).map(([key, value]) => [key, Number(value ?? 0)]);
  return Object.fromEntries(numbers);
}

function numberOrNull(value: string | number | null): number | null {
  return value === null ? null : Number(value);
}
