import type { PollSchedule } from "#lib/logpush/views.ts";

/** How often a page refreshes, or why it waits. */
export function pollText({ intervalMs, pausedUntil }: PollSchedule): string {
  if (pausedUntil) return `paused: the API’s rate limit is low until ${pausedUntil.slice(11, 16)} UTC`;
  return intervalMs < 120_000
    ? `every ${Math.round(intervalMs / 1000)} s`
    : `every ${Math.round(intervalMs / 60_000)} min`;
}
