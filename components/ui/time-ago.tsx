import { utcText } from "./utc-text.ts";

/** "4 min ago" for `iso` as seen at `nowMs`; a date in the future (clocks differ) is "just now". */
export function timeAgo(iso: string, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - Date.parse(iso)) / 1000));
  if (seconds < 10) return "just now";
  if (seconds < 90) return `${seconds} s ago`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86_400)} days ago`;
}

/** A moment, relative for reading and exact (UTC) on hover and for machines. */
export function TimeAgo({ iso, nowMs }: { iso: string; nowMs: number }) {
  return (
    <time dateTime={iso} title={utcText(iso)}>
      {timeAgo(iso, nowMs)}
    </time>
  );
}
