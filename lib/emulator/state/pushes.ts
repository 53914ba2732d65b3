import { type OldCounts, type Pushes, type PushTally, toRfc3339 } from "./model.ts";

/** The real service keeps 30 days; two are enough, and keep the file small. */
export const KEPT_HOURS = 48;
/** Older deliveries are counted by the hour, newer ones by the minute. */
export const KEPT_MINUTES = 30;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The start of the hour that contains a time, RFC 3339. */
export function hourOf(ms: number): string {
  return floorTo(ms, HOUR_MS);
}

/** The same for the minute. */
export function minuteOf(ms: number): string {
  return floorTo(ms, MINUTE_MS);
}

/** Counts deliveries of a job, merges past minutes into their hours, and drops hours that are too old. */
export function countPush(
  pushes: Pushes | undefined,
  push: { jobId: number; tally: PushTally; nowMs: number },
): Pushes {
  const { jobId, tally, nowMs } = push;
  const oldest = hourOf(nowMs - KEPT_HOURS * HOUR_MS);
  const finest = minuteOf(nowMs - KEPT_MINUTES * MINUTE_MS);
  const times: { [time: string]: PushTally[] } = {};
  const add = (time: string, added: PushTally[]) => {
    times[time] = added.reduce(addTally, times[time] ?? []);
  };
  for (const [time, tallies] of Object.entries(pushes?.[jobId] ?? {})) {
    const kept = time < finest ? hourOf(Date.parse(time)) : time;
    if (kept > oldest) add(kept, talliesOf(tallies));
  }
  add(minuteOf(nowMs), [tally]);
  return { ...pushes, [jobId]: times };
}

/** What is stored for a time. Older files have one number for each status, and no bytes or records. */
export function talliesOf(kept: PushTally[] | OldCounts): PushTally[] {
  if (Array.isArray(kept)) return kept;
  return Object.entries(kept).map(([status, count]) => {
    const isDelivered = /^2\d\d$/.test(status);
    return { status: Number(status), final: isDelivered ? 1 : 0, count, records: 0, bytes: 0, bytesCompressed: 0 };
  });
}

function addTally(tallies: PushTally[], added: PushTally): PushTally[] {
  const isAlike = ({ status, final }: PushTally) => status === added.status && final === added.final;
  const before = tallies.find(isAlike);
  if (!before) return [...tallies, added];
  const sum = {
    ...before,
    count: before.count + added.count,
    records: before.records + added.records,
    bytes: before.bytes + added.bytes,
    bytesCompressed: before.bytesCompressed + added.bytesCompressed,
  };
  return tallies.map((tally) => (tally === before ? sum : tally));
}

function floorTo(ms: number, unit: number): string {
  return toRfc3339(Math.floor(ms / unit) * unit);
}
