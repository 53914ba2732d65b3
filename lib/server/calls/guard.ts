import "server-only";
import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleAll,
} from "cockatiel";
import { type Budget, readBudget } from "#lib/cloudflare/budget.ts";
import { readRetryAfterMs } from "#lib/cloudflare/errors.ts";
import { CallPaused, type Pause, readHeaders } from "#lib/cloudflare/failure.ts";
import type { CallLedger } from "#lib/store/calls.ts";
import type { CallKind, Urgency } from "./call-budget.ts";
import { type CallLeases, createCallLeases, type Place } from "./call-leases.ts";

export type Guard = {
  /** Makes a call. Throws `CallPaused` or the ledger's error if it may not be made; nothing was sent then. */
  run(urgency: Urgency, call: () => Promise<Response>): Promise<Response>;
  /** What is left of the API's rate limit according to its last answer. Undefined before the first one. */
  budget(): Budget | undefined;
  /** How old an answer for display may be; 0 while calls are plentiful. */
  shownAgeMs(): number;
};

/** Without a ledger nothing is counted, and no answer makes calls wait: the embedded emulator costs nothing. */
export type GuardOptions = { now: () => number; kind: CallKind; ledger: CallLedger | undefined };

/**
 * The longest pause after repeated failures: one second after five failures in a row, then two, and so on up to this.
 */
const failuresInARow = 5;
const longestOutagePauseMs = 15_000;

/**
 * Keeps the calls of one credential within the API's limits, together with all servers on the same ledger. It does not
 * send calls over the budget, calls while an answer asks to wait, and calls while the API keeps failing. After the
 * pause, one call checks whether the API works again. What is not sent did nothing, so a write can be repeated.
 */
export function createGuard({ now, kind, ledger }: GuardOptions): Guard {
  const leases = ledger && createCallLeases({ ledger, kind, now });
  const outage = createOutageBreaker(now);
  let known: Budget | undefined;

  async function runCounted(calls: CallLeases, urgency: Urgency, call: () => Promise<Response>): Promise<Response> {
    const place = calls.takeNow(urgency) ?? (await calls.take(urgency));
    let isSent = false;
    let response: Response;
    try {
      response = await outage.execute(() => {
        isSent = true;
        return call();
      });
    } catch (error) {
      if (isSent) await calls.confirm(place);
      else calls.refund(place);
      throw error;
    }
    await heed(calls, place, response);
    return response;
  }

  async function heed(calls: CallLeases, place: Place, response: Response): Promise<void> {
    const budget = readBudget(response, now());
    known = budget ?? known;
    if (response.status === 429) {
      const statedMs = readRetryAfterMs(response.headers.get("retry-after") ?? undefined, now());
      return calls.pause(place, { reason: "rate", statedMs }, lastOf(response));
    }
    if (budget) calls.learn(budget);
    if (budget?.remaining === 0) {
      return calls.pause(place, { reason: "reported", statedMs: budget.resetAtMs - now() });
    }
    return calls.confirm(place);
  }

  return {
    budget: () => known,
    shownAgeMs: () => leases?.shownAgeMs() ?? 0,
    async run(urgency, call) {
      outage.requireClosed();
      if (leases) return runCounted(leases, urgency, call);
      const response = await outage.execute(call);
      known = readBudget(response, now()) ?? known;
      return response;
    },
  };
}

type OutageBreaker = {
  /** Throws `CallPaused` during a pause. */
  requireClosed(): void;
  execute(call: () => Promise<Response>): Promise<Response>;
};

/** Per process: each server sees for itself whether it reaches the API. */
function createOutageBreaker(now: () => number): OutageBreaker {
  let pause: Pause = { reason: "outage", untilMs: 0 };
  const policy = handleAll.orWhenResult((result) => result instanceof Response && result.status >= 500);
  const breaker = circuitBreaker(policy, {
    breaker: new ConsecutiveBreaker(failuresInARow),
    halfOpenAfter: new DelegateBackoff(({ attempt, result }) => {
      const value = "value" in result ? result.value : undefined;
      const ms = Math.min(longestOutagePauseMs, 1000 * 2 ** (attempt - 1));
      pause = { reason: "outage", untilMs: now() + ms, ...(value instanceof Response ? { last: lastOf(value) } : {}) };
      return ms;
    }),
  });
  return {
    requireClosed() {
      if (breaker.state === CircuitState.Open && now() < pause.untilMs) throw new CallPaused(pause);
    },
    async execute(call) {
      try {
        return await breaker.execute(call);
      } catch (error) {
        throw error instanceof BrokenCircuitError ? new CallPaused(pause) : error;
      }
    },
  };
}

function lastOf({ status, headers }: Response): NonNullable<Pause["last"]> {
  const { cfRay } = readHeaders(headers);
  return cfRay ? { status, cfRay } : { status };
}
