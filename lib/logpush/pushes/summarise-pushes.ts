import { decodeHealthStatus, describeDecoded } from "../decode/decode.ts";
import type { AppError } from "../result.ts";

/** How many pushes of an hour (its begin, RFC 3339) ended with a status: the receiver's, or one of Cloudflare's own. */
export type PushGroup = { hour: string; status: number; count: number };

export type PushHour = { hour: string; delivered: number; failed: number };

/** One status of the whole time; `cause` is null for a delivery. */
export type PushStatus = { status: number; count: number; cause: AppError | null };

export type PushHistory = { hours: PushHour[]; statuses: PushStatus[] };

const hourMs = 3_600_000;
const shownHours = 24;

/** The begin of the first hour that is shown, and the end of the last one, which has not passed yet. RFC 3339. */
export function shownTime(nowMs: number): { from: string; to: string } {
  const end = Math.floor(nowMs / hourMs) * hourMs + hourMs;
  return { from: toRfc3339(end - shownHours * hourMs), to: toRfc3339(end) };
}

/** The last 24 hours, those without a push too, and each status with what it means, deliveries first. */
export function summarisePushes(groups: PushGroup[], nowMs: number): PushHistory {
  const start = Date.parse(shownTime(nowMs).from);
  const hours = Array.from({ length: shownHours }, (_, index) => ({
    hour: toRfc3339(start + index * hourMs),
    delivered: 0,
    failed: 0,
  }));
  const counts = new Map<number, number>();
  for (const { hour, status, count } of groups) {
    const bucket = hours[Math.floor((Date.parse(hour) - start) / hourMs)];
    if (!bucket) continue;
    if (isDelivered(status)) bucket.delivered += count;
    else bucket.failed += count;
    counts.set(status, (counts.get(status) ?? 0) + count);
  }
  const statuses = Array.from(counts, ([status, count]): PushStatus => {
    const decoded = decodeHealthStatus(status);
    return { status, count, cause: decoded ? describeDecoded(decoded) : null };
  });
  return { hours, statuses: statuses.sort((a, b) => rank(a) - rank(b) || b.count - a.count || a.status - b.status) };
}

function isDelivered(status: number): boolean {
  return decodeHealthStatus(status) === undefined;
}

function rank({ cause }: PushStatus): number {
  return cause === null ? 0 : 1;
}

function toRfc3339(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
