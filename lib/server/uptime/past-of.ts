import "server-only";
import { parseHealthState } from "#lib/logpush/job/health-states.ts";
import type { JobPast } from "#lib/logpush/uptime/hour-kinds.ts";
import { type Look, seenUntil } from "#lib/store/inventory.ts";
import type { PastRows } from "#lib/store/uptime.ts";

const dayMs = 86_400_000;
/** The longest period, and a day for the one that has begun. */
const longestMs = 366 * dayMs;

/** From when on the past of a job is read. */
export function pastFrom(nowMs: number): number {
  return nowMs - longestMs;
}

/** What is known of a job, from rows of the store. */
export function pastOf({ job, spans, hours, days }: PastRows, look: Look, nowMs: number): JobPast {
  return {
    spans: spans.flatMap(({ since, until, state }) => {
      const known = parseHealthState(state);
      return known ? [{ since, until, state: known }] : [];
    }),
    seenUntil: seenUntil(look, nowMs),
    goneAt: job.gone_at,
    hours: hours.map(({ lost_lines: lostLines, ...hour }) => ({ ...hour, lostLines })),
    days: days.map(({ lost_lines: lostLines, ok_hours: okHours, failed_hours: failedHours, first, last, ...day }) => ({
      ...{ ...day, lostLines, okHours, failedHours },
      ...(first === undefined || last === undefined ? {} : { part: { from: first, to: last + 1 } }),
    })),
  };
}
