import "server-only";
import { type Budget, documentedLimit } from "#lib/cloudflare/budget.ts";
import type { RefreshPace } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import { readEnv } from "../env/env.ts";

const baseMs = { live: 30_000, emulator: 10_000 };

/** Of Cloudflare's limit, refreshing by itself takes at most this share, and it stops while less than the reserve is left. */
const share = 0.5;
const reserve = 0.25;

/** However small a limit the API states. */
const slowestMs = 3600_000;

type Plan = { calls: number; budget: Budget | undefined; everyMs: number; nowMs: number };

/** When a page that took `calls` requests to read may read again by itself. */
export function paceOf({ calls, budget, everyMs, nowMs }: Plan): RefreshPace {
  const { limit, windowMs } = budget ?? documentedLimit;
  const affordableMs = Math.min(slowestMs, Math.ceil((calls * windowMs) / Math.max(1, limit * share)));
  const pace = Math.max(everyMs, affordableMs);
  const isLow = budget !== undefined && budget.resetAtMs > nowMs && budget.remaining - calls < limit * reserve;
  if (!isLow) return { everyMs: pace, pausedUntil: null };
  return {
    everyMs: Math.max(pace, budget.resetAtMs - nowMs),
    pausedUntil: new Date(budget.resetAtMs).toISOString(),
  };
}

/** The same with what the API said last. */
export function readPace({ upstream, now }: Context, calls: number): RefreshPace {
  return paceOf({ calls, budget: upstream.budget(), everyMs: baseMs[readEnv().mode], nowMs: now() });
}
