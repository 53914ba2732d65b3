/**
 * A time as `timestamp_format` writes it, as JSON text. Text and not a number: unixnano is beyond what a JavaScript
 * number holds. Unknown formats come out as the API's default, unixnano.
 */
export function formatTimestamp(ms: number, format: string): string {
  const whole = Math.trunc(ms);
  // The sample times are exact to the millisecond; the digits after it follow from them, so that output is repeatable.
  const belowMs = String(Math.abs(whole * 7919) % 1_000_000).padStart(6, "0");
  const iso = new Date(whole).toISOString();
  if (format === "rfc3339") return `"${iso.slice(0, -5)}Z"`;
  if (format === "rfc3339ms") return `"${iso}"`;
  if (format === "rfc3339ns") return `"${iso.slice(0, -1)}${belowMs}Z"`;
  if (format === "unix") return String(Math.floor(whole / 1000));
  return `${whole}${belowMs}`;
}
