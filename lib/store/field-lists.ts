import { type Kysely, sql } from "kysely";
import { rowParts } from "./row-parts.ts";
import type { Database } from "./schema.ts";

export type FieldListKey = Pick<Database["field_list"], "realm" | "kind" | "dataset">;

/** The fields of a dataset as last read. */
export function findFieldList(
  db: Kysely<Database>,
  { realm, kind, dataset }: FieldListKey,
): Promise<Database["field_list"] | undefined> {
  return db
    .selectFrom("field_list")
    .selectAll()
    .where("realm", "=", realm)
    .where("kind", "=", kind)
    .where("dataset", "=", dataset)
    .executeTakeFirst();
}

export async function writeFieldList(db: Kysely<Database>, row: Database["field_list"]): Promise<void> {
  const { realm: _, kind: __, dataset: ___, ...values } = row;
  await db
    .insertInto("field_list")
    .values(row)
    .onConflict((conflict) => conflict.columns(["realm", "kind", "dataset"]).doUpdateSet(values))
    .execute();
}

/** A field as Cloudflare lists it now. */
export type SeenField = { name: string; isDeprecated?: boolean };

/**
 * Stores since when, and until when, Cloudflare lists each field. `bundled` are those of the bundled list: what only it
 * has was removed before the first list, and what it has was there before.
 */
export async function recordSeenFields(
  db: Kysely<Database>,
  key: FieldListKey & { at: number },
  { listed, bundled }: { listed: readonly SeenField[]; bundled: readonly SeenField[] },
): Promise<void> {
  const { realm, kind, dataset, at } = key;
  const place = { realm, kind, dataset };
  await db.transaction().execute(async (change) => {
    const known = new Map((await listSeenFields(change, place)).map((row) => [row.name, row]));
    const old = new Map(bundled.map((field) => [field.name, field]));
    const isFirst = known.size === 0;
    const rows = listed.map(({ name, isDeprecated }) => {
      const before = known.get(name);
      const since = isFirst && old.has(name) ? 0 : at;
      const deprecatedSince = old.get(name)?.isDeprecated ? 0 : since;
      return {
        ...{ ...place, name, first_seen: before?.first_seen ?? since, last_seen: at },
        deprecated_at: isDeprecated ? (before?.deprecated_at ?? (before ? at : deprecatedSince)) : null,
      };
    });
    const names = new Set(listed.map(({ name }) => name));
    const gone = isFirst ? bundled.filter(({ name }) => !names.has(name)) : [];
    const removed = gone.map(({ name }) => ({ ...place, name, first_seen: 0, last_seen: 0, deprecated_at: null }));
    for (const part of rowParts([...rows, ...removed])) {
      await change
        .insertInto("field_seen")
        .values(part)
        .onConflict((conflict) =>
          conflict.columns(["realm", "kind", "dataset", "name"]).doUpdateSet(({ ref }) => ({
            last_seen: ref("excluded.last_seen"),
            deprecated_at: ref("excluded.deprecated_at"),
          })),
        )
        .execute();
    }
  });
}

/** All fields that were ever listed, of a dataset or of all. */
export function listSeenFields(
  db: Kysely<Database>,
  { realm, kind, dataset }: Partial<FieldListKey> & { realm: string },
): Promise<Database["field_seen"][]> {
  return db
    .selectFrom("field_seen")
    .selectAll()
    .where("realm", "=", realm)
    .$if(kind !== undefined, (query) => query.where("kind", "=", kind ?? "zones"))
    .$if(dataset !== undefined, (query) => query.where("dataset", "=", dataset ?? ""))
    .orderBy("kind")
    .orderBy("dataset")
    .orderBy("name")
    .execute();
}

/** When the fields of each dataset were last read. */
export function listReadDatasets(
  db: Kysely<Database>,
  realm: string,
): Promise<Pick<Database["field_list"], "kind" | "dataset" | "read_at">[]> {
  return db
    .selectFrom("field_list")
    .select(["kind", "dataset", "read_at"])
    .where("realm", "=", realm)
    .orderBy("dataset")
    .orderBy("kind")
    .execute();
}

/** A change of a field: jobs saved before `since` that lack a new one, or that use another. */
export type FieldChange = { name: string; isMissing: boolean; since: number };

type ChangedJobs = FieldListKey & { changes: readonly FieldChange[] };

/** Jobs whose fields can be compared: they have a list of them. */
function comparable(db: Kysely<Database>, { realm, kind, dataset }: FieldListKey) {
  return db
    .selectFrom("job")
    .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
    .innerJoin("job_version", (join) =>
      join.onRef("job_version.job", "=", "job.id").onRef("job_version.n", "=", "job.n"),
    )
    .where("job.realm", "=", realm)
    .where("job.gone_at", "is", null)
    .where("scope.hidden_at", "is", null)
    .where("job.dataset", "=", dataset)
    .where("job.scope", "like", `${kind}/%`);
}

const hasFields = sql<boolean>`(job.is_legacy = 0 and job_version.attrs like '%"field_names":[%')`;

/** Saved before then. When a job was saved that Headgate has only found is not known; it counts as older. */
const isOlder = (since: number) =>
  sql`(job_version.seen_at <= ${since} or (job_version.n = 1 and job_version.source <> 'headgate'))`;

/** In the text of the attributes a name in quotes is a field: in a filter, the quotes are escaped. */
function isAffected({ name, isMissing, since }: FieldChange) {
  const pattern = `%"${name.replace(/[\\%_]/g, "\\$&")}"%`;
  const isThere = sql`job_version.attrs like ${pattern} escape '\\'`;
  return isMissing ? sql<boolean>`(${isOlder(since)} and not (${isThere}))` : sql<boolean>`(${isThere})`;
}

/** How many jobs push the dataset, how many of them have no list of fields, and how many each change affects. */
export async function countChangedJobs(
  db: Kysely<Database>,
  { changes, ...key }: ChangedJobs,
): Promise<{ jobs: number; uncompared: number; affected: number[] }> {
  const counts = changes.map((change, index) =>
    sql<number>`sum(case when ${isAffected(change)} then 1 else 0 end)`.as(`c${index}`),
  );
  const all = await comparable(db, key)
    .select(({ fn }) => fn.countAll<number>().as("jobs"))
    .executeTakeFirstOrThrow();
  const row: Record<string, unknown> = await comparable(db, key)
    .where(hasFields)
    .select(({ fn }) => [fn.countAll<number>().as("jobs"), ...counts])
    .executeTakeFirstOrThrow();
  return {
    ...{ jobs: Number(all.jobs), uncompared: Number(all.jobs) - Number(row.jobs) },
    affected: changes.map((_, index) => Number(row[`c${index}`] ?? 0)),
  };
}

export type AffectedJob = { scope: string; job_id: number; label: string; scope_name: string; seen_at: number };

/** One page of the jobs that a change affects, by zone or account and name. */
export function listChangedJobs(
  db: Kysely<Database>,
  { change, limit, offset, ...key }: FieldListKey & { change: FieldChange; limit: number; offset: number },
): Promise<AffectedJob[]> {
  return comparable(db, key)
    .where(hasFields)
    .where(isAffected(change))
    .select(["job.scope", "job.job_id", "job.label", "scope.name as scope_name", "job_version.seen_at"])
    .orderBy("scope.sort_name")
    .orderBy("job.sort_name")
    .orderBy("job.job_id")
    .limit(limit)
    .offset(offset)
    .execute();
}

/** A dataset that jobs of a kind of scope use, with one of those scopes. */
export type UsedDataset = { kind: "zones" | "accounts"; dataset: string; scope: string };

/** The datasets in use whose fields were not read since `before`. */
export async function findUnreadDatasets(
  db: Kysely<Database>,
  { realm, before }: { realm: string; before: number },
): Promise<UsedDataset[]> {
  const kind = sql<UsedDataset["kind"]>`case when job.scope like 'zones/%' then 'zones' else 'accounts' end`;
  return (
    db
      .selectFrom("job")
      .innerJoin("scope", (join) => join.onRef("scope.path", "=", "job.scope").onRef("scope.realm", "=", "job.realm"))
      .leftJoin("field_list", (join) =>
        join
          .onRef("field_list.realm", "=", "job.realm")
          .onRef("field_list.dataset", "=", "job.dataset")
          .on((eb) => eb("field_list.kind", "=", kind)),
      )
      .where("job.realm", "=", realm)
      .where("job.gone_at", "is", null)
      .where("scope.hidden_at", "is", null)
      .where((eb) => eb.or([eb("field_list.read_at", "is", null), eb("field_list.read_at", "<", before)]))
      .select(({ fn }) => [kind.as("kind"), "job.dataset", fn.min<string>("job.scope").as("scope")])
      .groupBy([kind, "job.dataset"])
      // First what most jobs use.
      .orderBy(({ fn }) => fn.countAll(), "desc")
      .orderBy("job.dataset")
      .execute()
  );
}
