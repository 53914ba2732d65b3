import { type Pushes, toRfc3339 } from "./model.ts";

/** The real service keeps 30 days; two of them are enough to look at, and keep the file small. */
export const KEPT_HOURS = 48;
const HOUR_MS = 3_600_000;

/** The begin of the hour that a time lies in, RFC 3339. */
export function hourOf(ms: number): string {
  return toRfc3339(Math.floor(ms / HOUR_MS) * HOUR_MS);
}

/** Counts one push, and forgets hours that are too old. */
export function countPush(pushes: Pushes = {}, push: { jobId: number; status: number; nowMs: number }): Pushes {
  const { jobId, status, nowMs } = push;
  const oldest = hourOf(nowMs - KEPT_HOURS * HOUR_MS);
  const hour = hourOf(nowMs);
  const kept = Object.entries(pushes[jobId] ?? {}).filter(([at]) => at > oldest);
  const hours: Pushes[string] = Object.fromEntries(kept);
  const counts = hours[hour] ?? {};
  return { ...pushes, [jobId]: { ...hours, [hour]: { ...counts, [status]: (counts[status] ?? 0) + 1 } } };
}
