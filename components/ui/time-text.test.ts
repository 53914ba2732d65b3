import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { clockText, dayText, type TimeFormat, timeText } from "./time-text.ts";

afterEach(() => vi.unstubAllEnvs());

const at = Date.parse("2026-03-09T04:05:06.789Z");

test.each<[TimeFormat, string, string]>([
  ["full", "9 Mar 2026, 04:05:06", "8 Mar 2026, 23:05:06"],
  ["short", "9 Mar, 04:05", "8 Mar, 23:05"],
  ["day", "Mon 9 Mar", "Sun 8 Mar"],
  ["time", "04:05", "23:05"],
  ["clock", "04:05:06", "23:05:06"],
])("%s in UTC and in the zone of the browser", (format, utc, local) => {
  vi.stubEnv("TZ", "America/Chicago");
  expect(timeText(at, format, { isLocal: false })).toBe(utc);
  expect(timeText(at, format, { isLocal: true })).toBe(local);
});

test.each(["UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"])(
  "in %s, all times are those of Intl",
  (zone) => {
    vi.stubEnv("TZ", zone);
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" });
    const day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, day: "numeric", month: "short" });
    const times = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(times, (date) => {
        const ms = date.getTime();
        expect(`${dayText(ms, { isLocal: true })} ${clockText(ms, { isLocal: true })}`).toBe(
          `${day.format(ms)} ${clock.format(ms)}`,
        );
      }),
    );
  },
);
