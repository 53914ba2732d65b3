import "server-only";
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  handleWhenResult,
} from "cockatiel";
import { type Budget, readBudget } from "#lib/cloudflare/budget.ts";
import { readRetryAfterMs } from "#lib/cloudflare/errors.ts";
import { CallPaused, type Pause, type PauseReason, readHeaders } from "#lib/cloudflare/failure.ts";
import { createCallBudget, type Urgency } from "./call-budget.ts";

export type Guard = {
  /** Makes a call, or throws `CallPaused`. */
  run(urgency: Urgency, call: () => Promise<Response>): Promise<Response>;
  /** What is left of the API's rate limit according to its last answer. Undefined before the first one. */
  budget(): Budget | undefined;
  /** How old an answer for display may be; 0 while calls are plentiful. */
  shownAgeMs(): number;
};

/**
 * The longest pause after repeated failures: one second after five failures in a row, then two, and so on up to this.
 */
const failuresInARow = 5;
const longestOutagePauseMs = 15_000;
/** The pause after a 429 that does not state one. Each further one doubles it. */
const firstThrottlePauseMs = 30_000;
/** After repeated answers such as "Retry-After: 0" the pause is one second, then two, and so on. */
const shortestThrottlePauseMs = 1000;
/** After this time one call checks whether the limit still holds, whatever was stated. */
const longestThrottlePauseMs = 300_000;

/**
 * Keeps the calls of one credential within the API's limits. It does not send calls over the budget, calls while a 429
 * asks to wait, and calls while the API keeps failing. After the pause, one call checks whether the API works again.
 * Unsent calls throw `CallPaused`, so it is certain that such a write did nothing.
 */
export function createGuard(now: () => number): Guard {
  const calls = createCallBudget(now);
  let known: Budget | undefined;
  const throttle = createBreaker("rate", {
    now,
    policy: handleWhenResult((result) => result instanceof Response && result.status === 429),
    failures: 1,
    pauseMs: (attempt, result) => {
      const header = result instanceof Response ? result.headers.get("retry-after") : null;
      const statedMs = readRetryAfterMs(header ?? undefined, now());
      const leastMs = statedMs === undefined ? firstThrottlePauseMs : shortestThrottlePauseMs;
      return Math.min(longestThrottlePauseMs, Math.max(statedMs ?? 0, leastMs * 2 ** (attempt - 1)));
    },
  });
  const outage = createBreaker("outage", {
    now,
    policy: handleWhen((error) => !(error instanceof CallPaused)).orWhenResult(
      (result) => result instanceof Response && result.status >= 500,
    ),
    failures: failuresInARow,
    pauseMs: (attempt) => Math.min(longestOutagePauseMs, 1000 * 2 ** (attempt - 1)),
  });

  return {
    budget: () => known,
    shownAgeMs: calls.shownAgeMs,
    run: (urgency, call) =>
      throttle(() =>
        outage(async () => {
          const place = calls.take(urgency);
          if (!place.ok) throw new CallPaused({ reason: place.reason, untilMs: place.untilMs });
          const response = await call();
          known = readBudget(response, now()) ?? known;
          if (known && response.status !== 429) calls.learn(known);
          return response;
        }),
      ),
  };
}

type BreakerOptions = {
  now: () => number;
  policy: Parameters<typeof circuitBreaker>[0];
  failures: number;
  /** How long the breaker stays open the nth time in a row, by what opened it. */
  pauseMs: (attempt: number, result: unknown) => number;
};

type Breaker = (call: () => Promise<Response>) => Promise<Response>;

function createBreaker(reason: PauseReason, { now, policy, failures, pauseMs }: BreakerOptions): Breaker {
  let pause: Pause = { reason, untilMs: 0 };
  const breaker: CircuitBreakerPolicy = circuitBreaker(policy, {
    breaker: new ConsecutiveBreaker(failures),
    halfOpenAfter: new DelegateBackoff(({ attempt, result }) => {
      const value = "value" in result ? result.value : undefined;
      const ms = pauseMs(attempt, value);
      pause = { reason, untilMs: now() + ms, ...(value instanceof Response ? { last: lastOf(value) } : {}) };
      return ms;
    }),
  });
  return async (call) => {
    try {
      return await breaker.execute(call);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? new CallPaused(pause) : error;
    }
  };
}

function lastOf({ status, headers }: Response): NonNullable<Pause["last"]> {
  const { cfRay } = readHeaders(headers);
  return cfRay ? { status, cfRay } : { status };
}
