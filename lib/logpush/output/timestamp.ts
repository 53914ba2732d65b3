/** Times that RFC 3339 can write: the years 1970 to 9999, in seconds. */
const maxSeconds = 253_402_300_799n;
const nanosPerSecond = 1_000_000_000n;

/** Digits of the fraction of a second in each of the RFC 3339 formats. */
const fractionDigits: Record<string, number> = { rfc3339: 0, rfc3339ms: 3, rfc3339ns: 9 };

/**
 * Formats a time in nanoseconds since 1970 for `timestamp_format`, as JSON text. Text and not a number: unixnano
 * exceeds a JavaScript number. Unknown formats give the API's default, unixnano (documentation, "Log Output Options").
 */
export function formatTimestamp(nanos: bigint, format: string): string {
  const seconds = nanos / nanosPerSecond;
  if (format === "unix") return String(seconds);
  const digits = Object.hasOwn(fractionDigits, format) ? fractionDigits[format] : undefined;
  if (digits === undefined || nanos < 0n || seconds > maxSeconds) return String(nanos);
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const fraction = String(nanos % nanosPerSecond)
    .padStart(9, "0")
    .slice(0, digits);
  return `"${whole}${digits === 0 ? "" : "."}${fraction}Z"`;
}
