export type RateLimitOptions = { requests: number; windowSeconds: number };

/** Documented global limit of the Cloudflare API: 1200 requests per five minutes and user. */
export const DEFAULT_RATE_LIMIT: RateLimitOptions = { requests: 1200, windowSeconds: 300 };

/** Documented limit of the GraphQL API, in addition to the global one: at most 320 queries, fewer if they cost much. */
export const GRAPHQL_RATE_LIMIT: RateLimitOptions = { requests: 320, windowSeconds: 300 };

/** A whole end-to-end run uses one credential within minutes. */
export const TEST_RATE_LIMIT: RateLimitOptions = { requests: 1_000_000, windowSeconds: 300 };

export type RateDecision = { allowed: boolean; remaining: number; resetSeconds: number };

const MAX_TRACKED_CREDENTIALS = 1000;

/** Counts requests per credential. Exceeding the limit blocks that credential for another whole window. */
export function createRateLimit({ requests, windowSeconds }: RateLimitOptions, now: () => number) {
  const windows = new Map<string, { count: number; endsAt: number }>();

  function take(key: string): RateDecision {
    const at = now();
    const current = windows.get(key);
    const left = (current?.endsAt ?? at) - at;
    // A window of the future is left over from before the clock was set back.
    const isOpen = left > 0 && left <= windowSeconds * 1000;
    const window = current && isOpen ? current : { count: 0, endsAt: at + windowSeconds * 1000 };
    window.count += 1;
    if (window.count === requests + 1) window.endsAt = at + windowSeconds * 1000;
    windows.delete(key);
    windows.set(key, window);
    const oldest = windows.keys().next().value;
    if (windows.size > MAX_TRACKED_CREDENTIALS && oldest !== undefined) windows.delete(oldest);
    return {
      allowed: window.count <= requests,
      remaining: Math.max(0, requests - window.count),
      resetSeconds: Math.ceil((window.endsAt - at) / 1000),
    };
  }

  function headers({ remaining, resetSeconds }: RateDecision): Record<string, string> {
    return {
      Ratelimit: `"default";r=${remaining};t=${resetSeconds}`,
      "Ratelimit-Policy": `"default";q=${requests};w=${windowSeconds}`,
    };
  }

  return { take, headers };
}

export type RateLimit = ReturnType<typeof createRateLimit>;
