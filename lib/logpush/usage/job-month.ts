import { forecastMonth, type HourSeries } from "./forecast.ts";
import type { Month } from "./month.ts";

/** The newest hours are counted late, and the last one has not ended. */
export const unfinishedHours = 2;

/** What a job delivered in an hour. `bytes` and `lines` are null if the analytics do not say. */
export type DeliveredHour = { hour: number; ok: number; bytes: number | null; lines: number | null };

/**
 * What is known of hours: whole ones from `fromHour` to before `endHour` without those in the hole, others in part. `to`
 * is the first hour after the hole.
 */
export type KnownHours = { fromHour: number; endHour: number; hole?: { from: number; to: number } | undefined };

export type JobMonth = {
  bytes: number | null;
  lines: number | null;
  isEstimate: boolean;
  expectedBytes: number | null;
  expectedLines: number | null;
};

export type MonthOfJob = {
  month: Month;
  known: KnownHours;
  continues: boolean;
  /** Made so recently that no delivery says nothing. */
  isNew?: boolean;
};

/** A month of a job, from its hours of this and the earlier weeks. A known hour without a row had no deliveries. */
export function countMonth(
  rows: readonly DeliveredHour[],
  { month, known, continues, isNew = false }: MonthOfJob,
): JobMonth {
  const [bytes, lines] = (["bytes", "lines"] as const).map((key) => {
    const filled = fillUnknown(rows, key);
    if (!filled) return { soFar: null, expected: null, isEstimate: false };
    const { soFar, expected } = forecastMonth({ ...toSeries(filled.hours, known), month, continues });
    const isEstimate = filled.estimated.some((hour) => hour >= month.fromHour && hour < month.toHour);
    const isUnknown = expected === null || (isNew && rows.length === 0);
    return { soFar: Math.round(soFar), expected: isUnknown ? null : Math.round(expected), isEstimate };
  });
  return {
    ...{ bytes: bytes?.soFar ?? null, lines: lines?.soFar ?? null },
    isEstimate: bytes?.isEstimate === true || lines?.isEstimate === true,
    ...{ expectedBytes: bytes?.expected ?? null, expectedLines: lines?.expected ?? null },
  };
}

/** Hours whose amount is not known get that of a usual delivery. Undefined if there is none to go by. */
function fillUnknown(rows: readonly DeliveredHour[], key: "bytes" | "lines") {
  let [sum, deliveries] = [0, 0];
  for (const row of rows) {
    if (row[key] === null) continue;
    sum += row[key];
    deliveries += row.ok;
  }
  const unknown = rows.filter((row) => row[key] === null && row.ok > 0);
  if (unknown.length > 0 && deliveries === 0) return undefined;
  const usual = deliveries === 0 ? 0 : sum / deliveries;
  return {
    hours: rows.map((row) => ({ hour: row.hour, value: row[key] ?? row.ok * usual })),
    estimated: unknown.map(({ hour }) => hour),
  };
}

/** Values by the hour, split into the hours that are known whole and others. */
export function toSeries(
  hours: readonly { hour: number; value: number }[],
  { fromHour, endHour, hole }: KnownHours,
): { series: HourSeries; others: Map<number, number> } {
  const values = new Float64Array(Math.max(0, endHour - fromHour));
  const inSeries = (hour: number) => Math.min(values.length, Math.max(0, hour - fromHour));
  if (hole) values.fill(Number.NaN, inSeries(hole.from), inSeries(hole.to));
  const others = new Map<number, number>();
  for (const { hour, value } of hours) {
    const isWhole = hour >= fromHour && hour < endHour && !Number.isNaN(values[hour - fromHour]);
    if (isWhole) values[hour - fromHour] = value;
    else others.set(hour, value);
  }
  return { series: { fromHour, values }, others };
}
