import { formatCount } from "#lib/logpush/format-count.ts";

/** "45 min", "2.5 h", "3 days": a time in hours, in the unit that fits. */
export function formatHours(hours: number): string {
  const size = Math.abs(hours);
  if (size < 1) return `${Math.round(size * 60)} min`;
  if (size < 48) return `${Number(size.toFixed(1))} h`;
  return `${formatCount(Number((size / 24).toFixed(1)))} days`;
}
