import type { Month } from "./month.ts";

/** Values by the hour. The first is that of `fromHour`, counted from 1970; NaN is not known. */
export type HourSeries = { fromHour: number; values: ArrayLike<number> };

export type ForecastInput = {
  /** The hours that are known and whole. */
  series: HourSeries;
  /** What is known of other hours: in part. */
  others?: ReadonlyMap<number, number>;
  month: Month;
  /** False if nothing more is expected: the job is disabled or gone. */
  continues?: boolean;
};

export type Forecast = {
  /** What is known of the month. */
  soFar: number;
  /** The whole month, with what is expected of its unknown hours; null while too little is known to say. */
  expected: number | null;
};

/** With the range in which the month ends in eight of ten cases. */
export type RangedForecast = Forecast & { low: number | null; high: number | null };

const dayHours = 24;
const weekHours = 168;
/** Nearly a day: the newest hours of the first day that is read are not whole. */
const leastHours = 20;
/** How much less a week counts than the one after it. */
const decay = 0.6;
/** Half the width of the range that holds eight of ten normally distributed values, in standard deviations. */
const eightOfTen = 1.28;
/** How far a day is usually off, as a share, before its own past says otherwise, and how many days that is worth. */
const usualError = 0.15;
const usualErrorDays = 7;
/** In addition while less than a week is known, so that weekends may differ from what was seen. */
const newError = 0.35;
/** The share of the error that the days of a month have in common. */
const commonError = 0.6;

/**
 * Expects of each unknown hour of the month what the same hour of earlier weeks had, newer weeks counting more; before
 * there is such an hour, what that hour of other days had. Who is known to have delivered nothing for a week is expected
 * to deliver nothing.
 */
export function forecastMonth(input: ForecastInput): Forecast {
  const { soFar, rest } = addUp(input);
  return { soFar, expected: rest === null ? null : soFar + rest };
}

/** The same with its range, from how far off the days of the past would have been. */
export function forecastRange(input: ForecastInput): RangedForecast {
  const { soFar, rest, hours } = addUp(input);
  if (rest === null) return { soFar, expected: null, low: null, high: null };
  const share = rest === 0 ? 0 : eightOfTen * dayError(input.series) * shared(hours / dayHours);
  return {
    soFar,
    expected: soFar + rest,
    low: soFar + rest * Math.max(0, 1 - share),
    high: soFar + rest * (1 + share),
  };
}

/** The mean error of so many days as a share of the error of one. */
function shared(days: number): number {
  return Math.sqrt(commonError + (1 - commonError) / Math.max(1, days));
}

function addUp(input: ForecastInput) {
  return adderOf(input)(input.month);
}

/** Adds up a month, or a part of it. What is known of the series is found once. */
function adderOf({ series, others, continues = true }: ForecastInput) {
  const { fromHour, values } = series;
  const end = fromHour + values.length;
  const rhythm = rhythmOf(series);
  const begin = firstDelivery(series);
  // Who delivered from the first known day on did so before, too.
  const wasThere = begin !== undefined && countKnown(series, begin) < dayHours;
  const goesOn = continues && !isSilent(series);
  const isExpected = (hour: number) => {
    if (hour >= end) return goesOn;
    return wasThere || (begin !== undefined && begin < hour);
  };
  return (part: Pick<Month, "fromHour" | "toHour">) => {
    let [soFar, rest, hours] = [0, 0, 0];
    for (let hour = part.fromHour; hour < part.toHour; hour += 1) {
      const known = hour >= fromHour && hour < end ? (values[hour - fromHour] ?? 0) : Number.NaN;
      const counted = Number.isNaN(known) ? (others?.get(hour) ?? 0) : known;
      soFar += counted;
      if (!Number.isNaN(known) || !isExpected(hour) || !rhythm) continue;
      rest += Math.max(0, rhythm(hour) - counted);
      hours += 1;
    }
    const isOver = !goesOn || part.toHour <= end;
    return { soFar, rest: rhythm || isOver ? rest : null, hours };
  };
}

/** By the day of the month, from 1: what is known, and what is expected in addition. */
export function forecastDays(input: ForecastInput): DayForecast[] {
  const { month } = input;
  const addUpPart = adderOf(input);
  return Array.from({ length: (month.toHour - month.fromHour) / dayHours }, (_, index) => {
    const fromHour = month.fromHour + index * dayHours;
    const { soFar, rest } = addUpPart({ fromHour, toHour: fromHour + dayHours });
    return { day: index + 1, soFar, rest: rest ?? 0 };
  });
}

export type DayForecast = { day: number; soFar: number; rest: number };

/** What an hour usually has. Undefined while not even a day is known since the first delivery. */
export function rhythmOf({ fromHour, values }: HourSeries): ((hour: number) => number) | undefined {
  const begin = firstDelivery({ fromHour, values });
  const end = fromHour + values.length;
  if (begin === undefined || end - begin < leastHours) return undefined;
  const [ofWeek, ofDay, ofAll] = [createMeans(weekHours), createMeans(dayHours), createMeans(1)];
  for (let hour = begin; hour < end; hour += 1) {
    const value = values[hour - fromHour] ?? 0;
    if (Number.isNaN(value)) continue;
    const weight = decay ** Math.floor((end - 1 - hour) / weekHours);
    ofWeek.add(hour, value, weight);
    ofDay.add(hour, value, weight);
    ofAll.add(0, value, weight);
  }
  return (hour) => ofWeek.at(hour) ?? ofDay.at(hour) ?? ofAll.at(0) ?? 0;
}

function createMeans(slots: number) {
  const sums = new Float64Array(slots);
  const weights = new Float64Array(slots);
  return {
    add(hour: number, value: number, weight: number) {
      const slot = hour % slots;
      sums[slot] = (sums[slot] ?? 0) + value * weight;
      weights[slot] = (weights[slot] ?? 0) + weight;
    },
    at(hour: number): number | undefined {
      const weight = weights[hour % slots] ?? 0;
      return weight === 0 ? undefined : (sums[hour % slots] ?? 0) / weight;
    },
  };
}

/** Whether a whole week is known in which nothing was delivered, and nothing was since. */
function isSilent({ values }: HourSeries): boolean {
  let known = 0;
  for (let index = values.length - 1; index >= 0 && known < weekHours; index -= 1) {
    const value = values[index] ?? 0;
    if (value > 0) return false;
    if (!Number.isNaN(value)) known += 1;
  }
  return known === weekHours;
}

/** How many hours before one are known. */
function countKnown({ fromHour, values }: HourSeries, before: number): number {
  let known = 0;
  for (let hour = fromHour; hour < before; hour += 1) if (!Number.isNaN(values[hour - fromHour])) known += 1;
  return known;
}

function firstDelivery({ fromHour, values }: HourSeries): number | undefined {
  for (let index = 0; index < values.length; index += 1) {
    if ((values[index] ?? 0) > 0) return fromHour + index;
  }
  return undefined;
}

/** How far a day is off, as a share: each past day against the same day of the week before. */
function dayError({ fromHour, values }: HourSeries): number {
  const begin = firstDelivery({ fromHour, values }) ?? fromHour;
  const end = fromHour + values.length;
  const days = Math.floor((end - begin) / dayHours);
  const dayOf = (index: number) => {
    let sum = 0;
    for (let hour = 0; hour < dayHours; hour += 1) sum += values[end - fromHour - (index + 1) * dayHours + hour] ?? 0;
    return sum;
  };
  let [squares, count] = [0, 0];
  for (let index = 0; index + 7 < days; index += 1) {
    const before = dayOf(index + 7);
    const error = (dayOf(index) / before - 1) ** 2;
    if (before === 0 || Number.isNaN(error)) continue;
    // An outlier says something, but not that any day may be many times another.
    squares += Math.min(1, error);
    count += 1;
  }
  const seen = Math.sqrt((usualErrorDays * usualError ** 2 + squares) / (usualErrorDays + count));
  return seen + newError * Math.max(0, 1 - days / 7);
}
