/** Before the browser has taken over, its time zone is not known. */
export type Zone = { isLocal: boolean };

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"];
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

type Parts = {
  year: number;
  month: string;
  day: number;
  weekday: string;
  clock: string;
  seconds: string;
  /** Days since 1 January 1970 in that time zone. */
  dayNumber: number;
};

/**
 * The parts of a time, in ms since 1970, in the browser's time zone or in UTC. Not by `Intl`: it takes 15 ms for its
 * first time in each format, which a page would wait for.
 */
export function partsOf(ms: number, { isLocal }: Zone): Parts {
  const shifted = new Date(isLocal ? ms - new Date(ms).getTimezoneOffset() * 60_000 : ms);
  const iso = shifted.toISOString();
  return {
    year: shifted.getUTCFullYear(),
    month: months[shifted.getUTCMonth()] ?? "",
    day: shifted.getUTCDate(),
    weekday: weekdays[shifted.getUTCDay()] ?? "",
    clock: iso.slice(-13, -8),
    seconds: iso.slice(-7, -5),
    dayNumber: Math.floor(shifted.getTime() / 86_400_000),
  };
}

/** "14:03" */
export function clockText(ms: number, zone: Zone): string {
  return partsOf(ms, zone).clock;
}

/** "9 Mar" */
export function dayText(ms: number, zone: Zone): string {
  const { day, month } = partsOf(ms, zone);
  return `${day} ${month}`;
}

const formats = {
  /** "9 Mar 2026, 14:03:09" */
  full: ({ day, month, year, clock, seconds }: Parts) => `${day} ${month} ${year}, ${clock}:${seconds}`,
  /** "9 Mar, 14:03" */
  short: ({ day, month, clock }: Parts) => `${day} ${month}, ${clock}`,
  /** "Mon 9 Mar" */
  day: ({ weekday, day, month }: Parts) => `${weekday.slice(0, 3)} ${day} ${month}`,
  /** "14:03" */
  time: ({ clock }: Parts) => clock,
  /** "14:03:09" */
  clock: ({ clock, seconds }: Parts) => `${clock}:${seconds}`,
};

export type TimeFormat = keyof typeof formats;

export function timeText(ms: number, format: TimeFormat, zone: Zone): string {
  return formats[format](partsOf(ms, zone));
}
