import { type Kysely, sql } from "kysely";
import type { JobRow } from "./inventory.ts";
import type { Database } from "./schema.ts";

type Db = Kysely<Database>;

type Place = { realm: string; path: string; jobId: number };

/** A job that is gone, with the name of its zone or account. */
export function findGoneJob(
  db: Db,
  { realm, path, jobId }: Place,
): Promise<
  (Pick<JobRow, "label" | "dataset" | "gone_at" | "gone_source" | "gone_actor"> & { scope_name: string }) | undefined
> {
  return db
    .selectFrom("job")
    .innerJoin("scope", (join) => join.onRef("scope.realm", "=", "job.realm").onRef("scope.path", "=", "job.scope"))
    .where("job.realm", "=", realm)
    .where("job.scope", "=", path)
    .where("job.job_id", "=", jobId)
    .where("job.gone_at", "is not", null)
    .where("scope.hidden_at", "is", null)
    .select([
      "job.label",
      "job.dataset",
      "job.gone_at",
      "job.gone_source",
      "job.gone_actor",
      "scope.name as scope_name",
    ])
    .executeTakeFirst();
}

/** In how many other jobs a value of these fingerprints is used. `job` is the id of a job's row. */
export async function countSharing(
  db: Db,
  { realm, job, fingerprints }: { realm: string; job: number; fingerprints: readonly string[] },
): Promise<Map<string, number>> {
  if (fingerprints.length === 0) return new Map();
  const counts = fingerprints.map(
    (one) => sql<number>`sum(case when job.destination like ${`%"fingerprint":"${one}"%`} then 1 else 0 end)`,
  );
  const { rows } = await sql<Record<string, number | string | null>>`
    select ${sql.join(counts.map((count, index) => sql`${count} as ${sql.ref(`c${index}`)}`))}
    from job join scope on scope.realm = job.realm and scope.path = job.scope
    where job.realm = ${realm} and job.gone_at is null and scope.hidden_at is null and job.id <> ${job}`.execute(db);
  return new Map(fingerprints.map((one, index) => [one, Number(rows[0]?.[`c${index}`] ?? 0)]));
}
