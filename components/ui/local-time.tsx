"use client";

import { type TimeFormat, timeText } from "./time-text.ts";
import { useHydrated } from "./use-hydrated.ts";
import { utcText } from "./utc-text.ts";

type LocalTimeProps = {
  /** RFC 3339. */
  iso: string;
  /** `day` leaves the time out, `time` and `clock` the day, `short` the year and the seconds. */
  format?: TimeFormat;
};

/**
 * A moment in the time zone of the person, with UTC on hover. The server, which does not know the zone, writes the time
 * in UTC, without a word that would move what is around it when it goes.
 */
export function LocalTime({ iso, format = "short" }: LocalTimeProps) {
  const isLocal = useHydrated();
  return (
    <time dateTime={iso} title={utcText(iso)}>
      {timeText(Date.parse(iso), format, { isLocal })}
    </time>
  );
}
