import "server-only";
import { type Budget, documentedLimit } from "#lib/cloudflare/budget.ts";
import type { PollSchedule } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import { readEnv } from "../env/env.ts";

const baseMs = { live: 30_000, emulator: 10_000 };

/** Of Cloudflare's limit, refreshing by itself takes at most this share, and it stops while less than the reserve is left. */
const share = 0.5;
const reserve = 0.25;

/** However small a limit the API states. */
const slowestMs = 3600_000;

type Plan = { calls: number; budget: Budget | undefined; intervalMs: number; nowMs: number };

/** When a page that took `calls` requests to read may read again by itself. */
export function pollScheduleOf({ calls, budget, intervalMs, nowMs }: Plan): PollSchedule {
  const { limit, windowMs } = budget ?? documentedLimit;
  const affordableMs = Math.min(slowestMs, Math.ceil((calls * windowMs) / Math.max(1, limit * share)));
  const neededMs = Math.max(intervalMs, affordableMs);
  const isLow = budget !== undefined && budget.resetAtMs > nowMs && budget.remaining - calls < limit * reserve;
  if (!isLow) return { intervalMs: neededMs, pausedUntil: null };
  return {
    intervalMs: Math.max(neededMs, budget.resetAtMs - nowMs),
    pausedUntil: new Date(budget.resetAtMs).toISOString(),
  };
}

/** The same with what the API said last. */
export function readPollSchedule({ upstream, now }: Context, calls: number): PollSchedule {
  return pollScheduleOf({ calls, budget: upstream.budget(), intervalMs: baseMs[readEnv().mode], nowMs: now() });
}
