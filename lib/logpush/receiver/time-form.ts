import type { TimestampFormat } from "../limits.ts";

/** The names of Cloudflare's time fields. Numbers count as times only in these, because durations look alike. */
const timeName = /(?:Timestamp(?:Start)?|Datetime|TimeEnd|Session(?:Start|End)Time|[a-z]At)$|^When$/;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d{1,9}))?(?:Z|[+-]\d\d:\d\d)$/;

export function isTimeName(name: string): boolean {
  return timeName.test(name);
}

/**
 * Which of the five formats a text has. Undefined for a text that is not a time, and for numbers before September 2001.
 */
export function timeFormOf(text: string): TimestampFormat | undefined {
  if (/^\d{10}$/.test(text)) return "unix";
  if (/^\d{19}$/.test(text)) return "unixnano";
  const match = rfc3339.exec(text);
  if (!match || Number.isNaN(Date.parse(text))) return undefined;
  const digits = match[1]?.length ?? 0;
  return digits === 0 ? "rfc3339" : digits <= 3 ? "rfc3339ms" : "rfc3339ns";
}

/** Nanoseconds since 1970 of a text in that format. */
export function toNanos(text: string, form: TimestampFormat): bigint {
  if (form === "unix") return BigInt(text) * 1_000_000_000n;
  if (form === "unixnano") return BigInt(text);
  const fraction = rfc3339.exec(text)?.[1] ?? "";
  const seconds = Math.floor(Date.parse(text) / 1000);
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0"));
}
