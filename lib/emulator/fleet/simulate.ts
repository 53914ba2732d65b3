import { statusOfText } from "../push/upload.ts";
import { type PushTally, type StoredJob, toRfc3339 } from "../state/model.ts";
import { KEPT_MINUTES } from "../state/pushes.ts";
import type { JobPlan } from "./plan.ts";
import { noiseOf, uploadsIn } from "./rhythm.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** How far back the deliveries of a generated job can be read, as at Cloudflare. */
export const SIMULATED_MS = 30 * DAY_MS;

/** A job delivers for the first part of each cycle, and not in the rest of it. */
type Cycle = { periodMs: number; deliversMs: number };
/** A failing job recovers once a day, so that it never fails long enough to be disabled. */
const FAILING: Cycle = { periodMs: DAY_MS, deliversMs: 10 * MINUTE_MS };
const QUIET: Cycle = { periodMs: 20 * DAY_MS, deliversMs: HOUR_MS };
const FAILURES_PER_HOUR = 60;
const TRIES_PER_BATCH = 5;
/** How often a healthy job has a few refused attempts in an hour. */
const HICCUP_SHARE = 0.01;
/** Disabled jobs were disabled between these times. */
const DISABLED_FROM = Date.parse("2025-01-01T00:00:00Z");
const DISABLED_UNTIL = Date.parse("2026-01-01T00:00:00Z");

type ServiceKeys = Pick<StoredJob, "lastComplete" | "lastError" | "errorMessage" | "failingSince">;
const NEVER: ServiceKeys = { lastComplete: null, lastError: null, errorMessage: null, failingSince: null };

/** What the service would show of the job at a time, if nobody ever changed it. */
export function serviceKeysAt(plan: JobPlan, ms: number): ServiceKeys {
  const { behavior, errorMessage } = plan;
  if (behavior === "fresh") return NEVER;
  if (behavior === "disabled") return keysOfDisabled(plan);
  const delivered = toRfc3339(lastOf(plan, ms, 30 + Math.floor(plan.phase * 60)));
  if (behavior === "delivering") return { ...NEVER, lastComplete: delivered };
  const { periodMs, deliversMs } = cycleOf(plan);
  const start = cycleStart(plan, ms, periodMs);
  const since = start + deliversMs;
  const lastComplete = toRfc3339(since);
  if (ms < since) return { ...NEVER, lastComplete: delivered };
  if (behavior === "quiet") return { ...NEVER, lastComplete };
  return {
    lastComplete,
    lastError: toRfc3339(Math.max(since, lastOf(plan, ms, 30))),
    errorMessage,
    failingSince: since,
  };
}

/** The deliveries of a span, by the minute for the last half hour and by the hour before, as the stored ones. */
export function* talliesIn(
  plan: JobPlan,
  { fromMs, toMs, nowMs }: { fromMs: number; toMs: number; nowMs: number },
): Generator<[ms: number, tallies: PushTally[]]> {
  const finest = Math.floor((nowMs - KEPT_MINUTES * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
  for (let hour = Math.floor(Math.max(fromMs, nowMs - SIMULATED_MS) / HOUR_MS); hour * HOUR_MS < toMs; hour += 1) {
    const start = hour * HOUR_MS;
    const whole = talliesOfHour(plan, hour);
    const coarse = cut(plan, whole, 0, Math.min(start + HOUR_MS, finest, toMs) - start);
    if (coarse.length > 0) yield [start, coarse];
    for (let minute = Math.max(start, finest); minute < Math.min(start + HOUR_MS, toMs); minute += MINUTE_MS) {
      const part = cut(plan, whole, minute - start, Math.min(minute + MINUTE_MS, toMs) - start);
      if (part.length > 0) yield [minute, part];
    }
  }
}

type Count = { status: number; final: 0 | 1; count: number };

function talliesOfHour(plan: JobPlan, hour: number): Count[] {
  if (plan.behavior === "disabled" || plan.behavior === "fresh") return [];
  const delivers = plan.behavior === "delivering" ? 1 : deliveringShare(plan, hour * HOUR_MS);
  const counts: Count[] = [{ status: 200, final: 1, count: Math.round(uploadsIn(plan, hour) * delivers) }];
  if (plan.behavior === "failing") {
    const status = statusOfText(plan.errorMessage ?? "");
    const failures = Math.round(FAILURES_PER_HOUR * (1 - delivers));
    const lost = Math.floor(failures / TRIES_PER_BATCH);
    counts.push({ status, final: 0, count: failures - lost }, { status, final: 1, count: lost });
  }
  if (plan.behavior === "delivering" && noiseOf(hour, plan.id) < HICCUP_SHARE) {
    counts.push({ status: 503, final: 0, count: 1 + Math.floor(4 * noiseOf(hour, plan.id + 1)) });
  }
  return counts;
}

/** A part of an hour. All parts add up to the whole, because each counts up to its end what the earlier ones did not. */
function cut(plan: JobPlan, whole: Count[], fromMs: number, toMs: number): PushTally[] {
  if (toMs <= fromMs) return [];
  const tallies: PushTally[] = [];
  for (const { status, final, count: all } of whole) {
    const count = Math.floor((all * toMs) / HOUR_MS) - Math.floor((all * fromMs) / HOUR_MS);
    if (count === 0) continue;
    const records = count * plan.recordsPerUpload;
    const bytes = records * plan.bytesPerRecord;
    tallies.push({ status, final, count, records, bytes, bytesCompressed: Math.round(bytes / 6) });
  }
  return tallies;
}

function cycleOf({ behavior }: JobPlan): Cycle {
  return behavior === "quiet" ? QUIET : FAILING;
}

function cycleStart({ phase }: JobPlan, ms: number, periodMs: number): number {
  const offset = Math.floor((phase * periodMs) / SECOND_MS) * SECOND_MS;
  return Math.floor((ms - offset) / periodMs) * periodMs + offset;
}

/** The share of an hour in which the job delivers. */
function deliveringShare(plan: JobPlan, startMs: number): number {
  const { periodMs, deliversMs } = cycleOf(plan);
  const endMs = startMs + HOUR_MS;
  const first = cycleStart(plan, startMs, periodMs);
  const overlap = [first, first + periodMs].reduce(
    (sum, begin) => sum + Math.max(0, Math.min(endMs, begin + deliversMs) - Math.max(startMs, begin)),
    0,
  );
  return overlap / HOUR_MS;
}

/** The latest multiple of an interval, moved by the job's phase. */
function lastOf({ phase }: JobPlan, ms: number, seconds: number): number {
  const interval = seconds * SECOND_MS;
  const offset = Math.floor(phase * seconds) * SECOND_MS;
  return Math.floor((ms - offset) / interval) * interval + offset;
}

/** Disabled by a person, or after a day of failure. */
function keysOfDisabled({ phase, errorMessage }: JobPlan): ServiceKeys {
  const at = DISABLED_FROM + Math.floor(phase * (DISABLED_UNTIL - DISABLED_FROM));
  if (errorMessage === null) return { ...NEVER, lastComplete: toRfc3339(at) };
  return { ...NEVER, lastComplete: toRfc3339(at - DAY_MS), lastError: toRfc3339(at), errorMessage };
}
