import "server-only";
import { readTimeoutMs } from "#lib/cloudflare/client.ts";
import { readRetryAfterMs } from "#lib/cloudflare/errors.ts";
import { failureOf, type UpstreamFailure } from "#lib/cloudflare/failure.ts";

export type Waiting = { now: () => number; sleep: (ms: number) => Promise<void>; random: () => number };

const maxTries = 3;
const firstDelayMs = 250;
const longestDelayMs = 4000;
/** A person waits for the whole of it: no try begins that could end later. */
const deadlineMs = 25_000;

/** Runs a read at most three times. Only failures that may pass by themselves are tried again. */
export async function retryRead<T>(read: () => Promise<T>, { now, sleep, random }: Waiting): Promise<T> {
  const startedAt = now();
  for (let tries = 1; ; tries += 1) {
    try {
      return await read();
    } catch (error) {
      const failure = failureOf(error);
      const delayMs = tries < maxTries ? delayBefore(failure, tries, { now, random }) : undefined;
      if (delayMs === undefined || now() - startedAt + delayMs + readTimeoutMs > deadlineMs) throw error;
      await sleep(delayMs);
    }
  }
}

/** Undefined: another try would give the same. */
function delayBefore(
  failure: UpstreamFailure,
  tries: number,
  { now, random }: Pick<Waiting, "now" | "random">,
): number | undefined {
  if (!isTransient(failure)) return undefined;
  const retryAfterMs = failure.kind === "answer" ? readRetryAfterMs(failure.retryAfter, now()) : undefined;
  const ceilingMs = Math.min(longestDelayMs, firstDelayMs * 2 ** tries);
  return retryAfterMs ?? firstDelayMs + random() * (ceilingMs - firstDelayMs);
}

function isTransient(failure: UpstreamFailure): boolean {
  if (failure.kind === "network" || failure.kind === "timeout") return true;
  const status = failure.status ?? 0;
  return [429, 500, 502, 503, 504].includes(status) || (status >= 520 && status <= 527);
}
