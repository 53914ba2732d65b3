import "server-only";
import { DelegateBackoff, handleWhen, retry } from "cockatiel";
import { readTimeoutMs } from "#lib/cloudflare/client.ts";
import { readRetryAfterMs } from "#lib/cloudflare/errors.ts";
import { failureOf, type UpstreamFailure } from "#lib/cloudflare/failure.ts";

export type RetryOptions = { now: () => number; random: () => number };

const maxTries = 3;
const firstCeilingMs = 500;
const longestDelayMs = 4000;
/** A person waits for the whole of it: no try begins that could end later. */
const deadlineMs = 25_000;

/** Runs a read at most three times. Only failures that may pass by themselves are tried again. */
export async function retryRead<T>(read: () => Promise<T>, { now, random }: RetryOptions): Promise<T> {
  const startedAt = now();
  let tries = 0;
  let delayMs = 0;
  const mayPass = handleWhen((error) => {
    const delay = delayBefore(failureOf(error), tries, { now, random });
    if (delay === undefined || now() - startedAt + delay + readTimeoutMs > deadlineMs) return false;
    delayMs = delay;
    return true;
  });
  const policy = retry(mayPass, { maxAttempts: maxTries - 1, backoff: new DelegateBackoff(() => delayMs) });
  return policy.execute(() => {
    tries += 1;
    return read();
  });
}

/** Undefined: another try would give the same. */
function delayBefore(failure: UpstreamFailure, tries: number, { now, random }: RetryOptions): number | undefined {
  if (failure.kind === "paused") return delayOfPause(failure, now());
  if (!isTransient(failure)) return undefined;
  const retryAfterMs = failure.kind === "answer" ? readRetryAfterMs(failure.retryAfter, now()) : undefined;
  // Full jitter: callers that failed together do not come back together.
  return retryAfterMs ?? random() * Math.min(longestDelayMs, firstCeilingMs * 2 ** (tries - 1));
}

/** The API says how long its limit lasts; of trouble nobody knows, so that it is waited for only a moment. */
function delayOfPause(
  { reason, untilMs }: Extract<UpstreamFailure, { kind: "paused" }>,
  nowMs: number,
): number | undefined {
  const waitMs = Math.max(0, untilMs - nowMs);
  return reason === "rate" || waitMs <= longestDelayMs ? waitMs : undefined;
}

function isTransient(failure: Exclude<UpstreamFailure, { kind: "paused" }>): boolean {
  if (failure.kind === "network" || failure.kind === "timeout") return true;
  const status = failure.status ?? 0;
  return [429, 500, 502, 503, 504].includes(status) || (status >= 520 && status <= 527);
}
