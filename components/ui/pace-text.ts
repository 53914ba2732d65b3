import type { RefreshPace } from "#lib/logpush/views.ts";

/** How often a page refreshes by itself, or why it waits. */
export function paceText({ everyMs, pausedUntil }: RefreshPace): string {
  if (pausedUntil) return `paused: the API’s rate limit is low until ${pausedUntil.slice(11, 16)} UTC`;
  return everyMs < 120_000 ? `every ${Math.round(everyMs / 1000)} s` : `every ${Math.round(everyMs / 60_000)} min`;
}
