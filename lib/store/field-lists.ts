import { type Kysely, sql } from "kysely";
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

/** A dataset that jobs of a kind of scope use, with one of those scopes. */
export type UsedDataset = { kind: "zones" | "accounts"; dataset: string; scope: string };

/** The datasets in use whose fields were not read since `before`. */
export async function findUnreadDatasets(
  db: Kysely<Database>,
  { realm, before }: { realm: string; before: number },
): Promise<UsedDataset[]> {
  const kind = sql<UsedDataset["kind"]>`case when job.scope like 'zones/%' then 'zones' else 'accounts' end`;
  return db
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
    .orderBy("job.dataset")
    .execute();
}
