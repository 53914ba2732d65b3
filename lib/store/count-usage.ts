import type { Transaction } from "kysely";
import { priceOfJob } from "#lib/logpush/batching/price-of.ts";
import { countMonth, type DeliveredHour, type KnownHours, unfinishedHours } from "#lib/logpush/usage/job-month.ts";
import { type Month, monthOf } from "#lib/logpush/usage/month.ts";
import { rowParts } from "./row-parts.ts";
import type { Database, UsageMonthTable } from "./schema.ts";
import { addToHours, type HourChange, readHourVolumes, readKnownHours, saveUsageMonths } from "./usage.ts";

type Db = Transaction<Database>;

const hourMs = 3_600_000;
/** How many days deliveries are known by the hour: a whole month, whose last hours may be read seven days late. */
export const hourlyDays = 38;
/** Less than this is known of what a new job delivers. */
const newHours = 20;
const jobsAtOnce = 50;

export type CountedReading = {
  realm: string;
  path: string;
  /** The jobs whose hours are stored, by their ids. */
  jobs: number[];
  /** The hours of the reading: those before are not read again. Hours in other months that it says something about. */
  hours: readonly number[];
  months: readonly number[];
};

/** The hours of a reading, of all its jobs together. Call before and after hours are stored. */
export async function sumHours(db: Db, { jobs, hours }: Pick<CountedReading, "jobs" | "hours">): Promise<HourChange[]> {
  if (hours.length === 0) return [];
  const span = { fromHour: Math.min(...hours), toHour: Math.max(...hours) + 1 };
  const sums = new Map<number, HourChange>();
  for (const { hour, bytes, lines } of await readHourVolumes(db, jobs, span)) {
    const sum = sums.get(hour) ?? { hour, bytes: 0, lines: 0 };
    sums.set(hour, { hour, bytes: sum.bytes + (bytes ?? 0), lines: sum.lines + (lines ?? 0) });
  }
  return [...sums.values()];
}

/** Counts the months that a reading touched, and what they are expected to be, and adds the change to all hours. */
export async function countUsage(db: Db, reading: CountedReading, before: readonly HourChange[]): Promise<void> {
  const { realm, path, jobs } = reading;
  await addToHours(db, realm, differenceOf(await sumHours(db, reading), before));
  const known = await readKnownHours(db, { realm, path });
  const until = known.endHour + unfinishedHours;
  const keptFrom = until - hourlyDays * 24;
  const touched = [...reading.hours, ...reading.months, known.endHour - 1, until - 1];
  const byNumber = new Map(touched.map((hour) => monthOf(hour * hourMs)).map((month) => [month.month, month]));
  // A month of which hours were known that are no longer kept stays as it was counted.
  const months = [...byNumber.values()].filter(({ fromHour }) => !isAnyKnown(known, { from: fromHour, to: keptFrom }));
  // A statement and what follows from it hold up everything else in this process.
  for (const part of rowParts(jobs, jobsAtOnce)) {
    await saveUsageMonths(db, await countJobMonths(db, part, { months, known, keptFrom }));
  }
}

function isAnyKnown({ fromHour, endHour, hole }: KnownHours, { from, to }: { from: number; to: number }): boolean {
  const parts = hole
    ? [
        [fromHour, hole.from],
        [hole.to, endHour],
      ]
    : [[fromHour, endHour]];
  return parts.some(([begin = 0, end = 0]) => Math.max(begin, from) < Math.min(end, to));
}

function differenceOf(after: readonly HourChange[], before: readonly HourChange[]): HourChange[] {
  const old = new Map(before.map((change) => [change.hour, change]));
  return after.map(({ hour, bytes, lines }) => ({
    ...{ hour, bytes: bytes - (old.get(hour)?.bytes ?? 0), lines: lines - (old.get(hour)?.lines ?? 0) },
  }));
}

async function countJobMonths(
  db: Db,
  jobs: number[],
  { months, known, keptFrom }: { months: Month[]; known: KnownHours; keptFrom: number },
): Promise<UsageMonthTable[]> {
  const rows = await readBilled(db, jobs);
  // What a forecast looks back on.
  const recent = { ...known, fromHour: Math.max(known.fromHour, keptFrom) };
  const byJob = new Map<number, DeliveredHour[]>();
  for (const { job, ...hour } of await readHourVolumes(db, jobs, { fromHour: keptFrom })) {
    const own = byJob.get(job);
    if (own) own.push(hour);
    else byJob.set(job, [hour]);
  }
  return rows.flatMap(({ id, continues, goneAt, firstSeen, ...billed }) => {
    const own = byJob.get(id) ?? [];
    const isNew = firstSeen > (known.endHour - newHours) * hourMs;
    // A deleted job is of no interest in later months, unless something still arrived.
    const isOf = ({ fromHour, toHour }: Month) =>
      goneAt === null || goneAt >= fromHour * hourMs || own.some(({ hour }) => hour >= fromHour && hour < toHour);
    return months.filter(isOf).map((month): UsageMonthTable => {
      const counted = countMonth(own, { month, known: recent, continues, isNew });
      return {
        ...{ job: id, month: month.month, ...billed },
        ...{ bytes: counted.bytes, lines: counted.lines, is_estimate: counted.isEstimate ? 1 : 0 },
        ...{ expected_bytes: counted.expectedBytes, expected_lines: counted.expectedLines },
      };
    });
  });
}

/** What the jobs are billed by, and whether they go on. */
async function readBilled(db: Db, jobs: number[]) {
  if (jobs.length === 0) return [];
  const rows = await db
    .selectFrom("job")
    .innerJoin("job_version", (join) =>
      join.onRef("job_version.job", "=", "job.id").onRef("job_version.n", "=", "job.n"),
    )
    .where("job.id", "in", jobs)
    .select(["job.id", "job.dataset", "job.destination", "job.enabled", "job.gone_at", "job_version.attrs"])
    .select("job.first_seen")
    .execute();
  return rows.map(({ id, dataset, destination, enabled, gone_at, attrs, first_seen }) => ({
    id,
    basis: priceOfJob({ dataset, scheme: String(keyOf(destination, "scheme")) }).basis,
    transformed: keyOf(attrs, "transformer_id") ? (1 as const) : (0 as const),
    continues: enabled === 1 && gone_at === null,
    goneAt: gone_at,
    firstSeen: first_seen,
  }));
}

/** A key of a JSON object. */
function keyOf(json: string, key: string): unknown {
  const parsed: unknown = JSON.parse(json);
  return typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, key) : undefined;
}
