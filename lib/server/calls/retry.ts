import "server-only";
import { DelegateBackoff, handleWhen, retry } from "cockatiel";
import { readTimeoutMs } from "#lib/cloudflare/client.ts";
import { readRetryAfterMs } from "#lib/cloudflare/errors.ts";
import { failureOf, type UpstreamFailure } from "#lib/cloudflare/failure.ts";

export type RetryOptions = {
  now: () => number;
  random: () => number;
  /** When the page that this read belongs to began, in milliseconds since 1970; by default now. */
  begunAtMs?: number;
};

const maxTries = 3;
const firstCeilingMs = 500;
const longestDelayMs = 4000;
/** The deadline of all attempts together, because a person waits. */
const deadlineMs = 15_000;
/** The shortest useful attempt. A healthy answer takes less. */
const shortestTryMs = 2000;

/**
 * Runs a read at most three times within 15 seconds, and passes each attempt the milliseconds that it may take. Only
 * transient failures are tried again. A page that reads thousands of scopes takes longer than 15 seconds, so a read
 * that starts late still gets one short attempt.
 */
export async function retryRead<T>(
  read: (timeoutMs: number) => Promise<T>,
  { now, random, begunAtMs }: RetryOptions,
): Promise<T> {
  const endsAtMs = (begunAtMs ?? now()) + deadlineMs;
  let tries = 0;
  let delayMs = 0;
  const mayPass = handleWhen((error) => {
    const delay = delayBefore(failureOf(error), tries, { now, random });
    if (delay === undefined || now() + delay + shortestTryMs > endsAtMs) return false;
    delayMs = delay;
    return true;
  });
  const policy = retry(mayPass, { maxAttempts: maxTries - 1, backoff: new DelegateBackoff(() => delayMs) });
  return policy.execute(() => {
    tries += 1;
    return read(Math.min(readTimeoutMs, Math.max(shortestTryMs, endsAtMs - now())));
  });
}

/** Undefined if another attempt would fail in the same way. */
function delayBefore(failure: UpstreamFailure, tries: number, { now, random }: RetryOptions): number | undefined {
  if (failure.kind === "paused") return delayOfPause(failure, now());
  // The store has already been asked more than once.
  if (failure.kind === "unsent" || !isTransient(failure)) return undefined;
  const retryAfterMs = failure.kind === "answer" ? readRetryAfterMs(failure.retryAfter, now()) : undefined;
  // Full jitter: callers that failed together do not come back together.
  return retryAfterMs ?? random() * Math.min(longestDelayMs, firstCeilingMs * 2 ** (tries - 1));
}

/**
 * The API states how long a limit lasts, but nobody knows how long an outage lasts, so only a short pause is waited
 * for.
 */
function delayOfPause(
  { reason, untilMs }: Extract<UpstreamFailure, { kind: "paused" }>,
  nowMs: number,
): number | undefined {
  const waitMs = Math.max(0, untilMs - nowMs);
  return reason !== "outage" || waitMs <= longestDelayMs ? waitMs : undefined;
}

function isTransient(failure: Exclude<UpstreamFailure, { kind: "paused" | "unsent" }>): boolean {
  if (failure.kind === "network" || failure.kind === "timeout") return true;
  const status = failure.status ?? 0;
  return [429, 500, 502, 503, 504].includes(status) || (status >= 520 && status <= 527);
}
