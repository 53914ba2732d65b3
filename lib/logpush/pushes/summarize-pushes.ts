import { decodeHealthStatus, describeDecoded } from "../decode/decode.ts";
import { formatBytes } from "../job/units.ts";
import type { AppError } from "../result.ts";

/**
 * How many pushes of an hour (its start, RFC 3339) ended with a status: the endpoint's, or one of Cloudflare's own. If
 * the API reports it: whether they are final, their number of records, and their uncompressed bytes.
 */
export type PushGroup = {
  hour: string;
  status: number;
  count: number;
  isFinal?: boolean;
  records?: number;
  bytes?: number;
};

export type PushHour = { hour: string; delivered: number; failed: number };

/** What happened to the logs. A failed push that is final lost its batch; the others were retried. */
export type PushOutcome = {
  lostBatches: number;
  lostRecords: number;
  retried: number;
  deliveredRecords: number;
  deliveredBytes: number;
};

/** One status over the whole time; `cause` is null for a delivery. */
export type PushStatus = { status: number; count: number; cause: AppError | null };

/** `outcome` is null if the API does not show which failures are final. */
export type PushHistory = { hours: PushHour[]; statuses: PushStatus[]; outcome: PushOutcome | null };

const hourMs = 3_600_000;
const shownHours = 24;

/** The start of the first hour shown, and the end of the last one, which is in the future. RFC 3339. */
export function shownTime(nowMs: number): { from: string; to: string } {
  const end = Math.floor(nowMs / hourMs) * hourMs + hourMs;
  return { from: toRfc3339(end - shownHours * hourMs), to: toRfc3339(end) };
}

/** Summarizes the last 24 hours, including those without a push, and each status with its cause, deliveries first. */
export function summarizePushes(groups: PushGroup[], nowMs: number): PushHistory {
  const start = Date.parse(shownTime(nowMs).from);
  const hours = Array.from({ length: shownHours }, (_, index) => ({
    hour: toRfc3339(start + index * hourMs),
    delivered: 0,
    failed: 0,
  }));
  const counts = new Map<number, number>();
  const shown: PushGroup[] = [];
  for (const group of groups) {
    const { hour, status, count } = group;
    const bucket = hours[Math.floor((Date.parse(hour) - start) / hourMs)];
    if (!bucket) continue;
    shown.push(group);
    if (isDelivered(status)) bucket.delivered += count;
    else bucket.failed += count;
    counts.set(status, (counts.get(status) ?? 0) + count);
  }
  const statuses = Array.from(counts, ([status, count]): PushStatus => {
    const decoded = decodeHealthStatus(status);
    return { status, count, cause: decoded ? describeDecoded(decoded) : null };
  });
  statuses.sort((a, b) => rank(a) - rank(b) || b.count - a.count || a.status - b.status);
  return { hours, statuses, outcome: outcomeOf(shown) };
}

function outcomeOf(groups: PushGroup[]): PushOutcome | null {
  if (groups.length === 0 || groups.some(({ isFinal }) => isFinal === undefined)) return null;
  const delivered = groups.filter(({ status }) => isDelivered(status));
  const failed = groups.filter(({ status }) => !isDelivered(status));
  const lost = failed.filter(({ isFinal }) => isFinal);
  const retried = failed.filter(({ isFinal }) => !isFinal);
  const sum = (list: PushGroup[], of: "count" | "records" | "bytes") =>
    list.reduce((total, group) => total + (group[of] ?? 0), 0);
  return {
    lostBatches: sum(lost, "count"),
    lostRecords: sum(lost, "records"),
    retried: sum(retried, "count"),
    deliveredRecords: sum(delivered, "records"),
    deliveredBytes: sum(delivered, "bytes"),
  };
}

/** The outcome in words: what was lost, what was retried, what arrived. */
export function describeOutcome(outcome: PushOutcome): { isLossy: boolean; words: string } {
  const { lostBatches, lostRecords, retried, deliveredRecords, deliveredBytes } = outcome;
  const lost =
    lostBatches === 0
      ? "No logs lost."
      : `${count(lostBatches, "batch", "batches")} lost (about ${count(lostRecords, "record", "records")}).`;
  const again = retried === 0 ? "" : ` ${count(retried, "failed attempt was", "failed attempts were")} retried.`;
  const arrived =
    deliveredRecords === 0
      ? ""
      : ` Delivered: ${count(deliveredRecords, "record", "records")}, ${formatBytes(deliveredBytes)} uncompressed.`;
  return { isLossy: lostBatches > 0, words: `${lost}${again}${arrived}` };
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** Whether the status of a push means that its batch arrived. */
export function isDelivered(status: number): boolean {
  return decodeHealthStatus(status) === undefined;
}

function rank({ cause }: PushStatus): number {
  return cause === null ? 0 : 1;
}

function toRfc3339(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
