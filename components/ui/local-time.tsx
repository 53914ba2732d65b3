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

/**
 * A moment in the time zone of the person, with UTC on hover. The server, which does not know the zone, writes the time
 * in UTC, without a word that would move what is around it when it goes.
 */
export function LocalTime({ iso, format = "short" }: LocalTimeProps) {
  const isHydrated = useHydrated();
  const date = new Date(iso);
  const options = { ...formats[format], hourCycle: "h23" as const, ...(isHydrated ? {} : { timeZone: "UTC" }) };
  const text = new Intl.DateTimeFormat("en-GB", options).format(date);
  return (
    <time dateTime={iso} title={utcText(iso)}>
      {text}
    </time>
  );
}
