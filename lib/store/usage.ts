import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";

type Db = Kysely<Database>;

export type HourRange = { fromHour: number; toHour: number };

/** What was delivered in a span of hours, by dataset, the most first. Sums are null where no hour says it. */
export async function sumByDataset(
  db: Db,
  { realm, fromHour, toHour }: { realm: string } & HourRange,
): Promise<{ dataset: string; jobs: number; bytes: number | null; lines: number | null }[]> {
  const rows = await db
    .selectFrom("job")
    .innerJoin("push_hour", "push_hour.job", "job.id")
    .where("job.realm", "=", realm)
    .where("push_hour.hour", ">=", fromHour)
    .where("push_hour.hour", "<", toHour)
    .select("job.dataset")
    .select(({ fn }) => [
      fn.count<number>("job.id").distinct().as("jobs"),
      fn.sum<number | null>("push_hour.bytes").as("bytes"),
      fn.sum<number | null>("push_hour.lines").as("lines"),
    ])
    .groupBy("job.dataset")
    .execute();
  return rows
    .map(({ dataset, jobs, bytes, lines }) => ({
      ...{ dataset, jobs: Number(jobs) },
      bytes: bytes === null ? null : Number(bytes),
      lines: lines === null ? null : Number(lines),
    }))
    .sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0) || (a.dataset < b.dataset ? -1 : 1));
}
