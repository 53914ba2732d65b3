"use client";

import { useHydrated } from "./use-hydrated.ts";
import { utcText } from "./utc-text.ts";

type LocalTimeProps = {
  /** RFC 3339. */
  iso: string;
  /** `day` leaves the time out, `time` and `clock` the day, `short` the year and the seconds. */
  format?: keyof typeof formats;
};

const formats = {
  full: { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" },
  short: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
  day: { weekday: "short", month: "short", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  clock: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Kept, because making one takes longer than everything else of a row. */
function formatterOf(format: keyof typeof formats, isLocal: boolean): Intl.DateTimeFormat {
  const key = `${format} ${isLocal}`;
  const options = { ...formats[format], hourCycle: "h23" as const, ...(isLocal ? {} : { timeZone: "UTC" }) };
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat("en-GB", options);
  formatters.set(key, formatter);
  return formatter;
}

/**
 * A moment in the time zone of the person, with UTC on hover. The server, which does not know the zone, writes the time
 * in UTC, without a word that would move what is around it when it goes.
 */
export function LocalTime({ iso, format = "short" }: LocalTimeProps) {
  const isHydrated = useHydrated();
  const date = new Date(iso);
  const text = formatterOf(format, isHydrated).format(date);
  return (
    <time dateTime={iso} title={utcText(iso)}>
      {text}
    </time>
  );
}
