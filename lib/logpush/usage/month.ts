const hourMs = 3_600_000;

/** A calendar month in UTC, as the invoice counts. Hours and `month` are counted from 1970. */
export type Month = { month: number; fromHour: number; toHour: number };

/** The month that contains a time, or one some months before it. `toHour` is the first hour of the next month. */
export function monthOf(ms: number, back = 0): Month {
  const date = new Date(ms);
  const month = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth() - back;
  return { month, fromHour: firstHourOf(month), toHour: firstHourOf(month + 1) };
}

function firstHourOf(month: number): number {
  return Date.UTC(1970, month) / hourMs;
}

/** "November 2026". */
export function monthName({ month }: Pick<Month, "month">): string {
  return new Date(Date.UTC(1970, month)).toLocaleDateString("en-US", {
    ...{ month: "long", year: "numeric", timeZone: "UTC" },
  });
}
