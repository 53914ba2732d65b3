import { forecastMonth, type HourSeries } from "./forecast.ts";
import type { Month } from "./month.ts";

/** What a job delivered in an hour. `bytes` and `lines` are null if the analytics do not say. */
export type DeliveredHour = { hour: number; ok: number; bytes: number | null; lines: number | null };

/** What is known of the hours of a job: whole ones from `fromHour` to before `endHour`, later ones in part. */
export type KnownHours = { fromHour: number; endHour: number };

export type JobMonth = {
  bytes: number | null;
  lines: number | null;
  isEstimate: boolean;
  expectedBytes: number | null;
  expectedLines: number | null;
};

/** A month of a job, from its hours of this and the earlier weeks. An hour without a row had no deliveries. */
export function countMonth(
  rows: readonly DeliveredHour[],
  { month, known, continues }: { month: Month; known: KnownHours; continues: boolean },
): JobMonth {
  const [bytes, lines] = (["bytes", "lines"] as const).map((key) => {
    const filled = fillUnknown(rows, key);
    if (!filled) return { soFar: null, expected: null, isEstimate: false };
    const { series, later } = toSeries(filled.hours, known);
    const { soFar, expected } = forecastMonth({ series, later, month, continues });
    const isEstimate = filled.estimated.some((hour) => hour >= month.fromHour && hour < month.toHour);
    return { soFar: Math.round(soFar), expected: expected === null ? null : Math.round(expected), isEstimate };
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

/** Values by the hour, split into the hours that are known whole and those after them. */
export function toSeries(
  hours: readonly { hour: number; value: number }[],
  { fromHour, endHour }: KnownHours,
): { series: HourSeries; later: Map<number, number> } {
  const values = new Float64Array(Math.max(0, endHour - fromHour));
  const later = new Map<number, number>();
  for (const { hour, value } of hours) {
    if (hour >= endHour) later.set(hour, value);
    else if (hour >= fromHour) values[hour - fromHour] = value;
  }
  return { series: { fromHour, values }, later };
}
