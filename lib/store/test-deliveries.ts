import type { Kysely } from "kysely";
import type { Database, TestDeliveryTable } from "./schema.ts";

type Db = Kysely<Database>;

/** As many as anybody looks through. */
export const testsPerJob = 50;

/** Keeps a test delivery, and of its job only the newest. */
export async function recordTestDelivery(db: Db, row: TestDeliveryTable): Promise<void> {
  const { realm, job_key } = row;
  await db.insertInto("test_delivery").values(row).execute();
  const newest = await selectOf(db, { realm, jobKey: job_key }).select("id").limit(testsPerJob).execute();
  await db
    .deleteFrom("test_delivery")
    .where("realm", "=", realm)
    .where("job_key", "=", job_key)
    .where(
      "id",
      "not in",
      newest.map(({ id }) => id),
    )
    .execute();
}

/** Of one job, newest first. */
export function readTestDeliveries(
  db: Db,
  { realm, jobKey }: { realm: string; jobKey: string },
): Promise<TestDeliveryTable[]> {
  return selectOf(db, { realm, jobKey }).selectAll().execute();
}

export async function deleteOldTests(db: Db, before: number): Promise<void> {
  await db.deleteFrom("test_delivery").where("at", "<", before).execute();
}

function selectOf(db: Db, { realm, jobKey }: { realm: string; jobKey: string }) {
  return db
    .selectFrom("test_delivery")
    .where("realm", "=", realm)
    .where("job_key", "=", jobKey)
    .orderBy("at", "desc")
    .orderBy("id");
}
