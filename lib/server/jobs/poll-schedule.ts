import "server-only";
import { type Budget, documentedLimit } from "#lib/cloudflare/budget.ts";
import type { PollSchedule } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import { readEnv } from "../env/env.ts";

const baseMs = { live: 30_000, emulator: 10_000 };

/**
 * Automatic refreshing uses at most this share of Cloudflare's limit, and stops while less than the reserve is left.
 */
const share = 0.5;
const reserve = 0.25;

/** The longest interval, however small the limit that the API states. */
const slowestMs = 3600_000;

type Plan = { calls: number; budget: Budget | undefined; intervalMs: number; nowMs: number };

/** When a page that took `calls` requests to read may refresh again. */
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

/** The same with the limit in the API's last answer. */
export function readPollSchedule({ upstream, now }: Context, calls: number): PollSchedule {
  return pollScheduleOf({ calls, budget: upstream.budget(), intervalMs: baseMs[readEnv().mode], nowMs: now() });
}
