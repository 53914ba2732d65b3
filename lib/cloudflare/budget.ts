import { readRetryAfterMs } from "./errors.ts";

/**
 * What is left of Cloudflare's request limit, according to its last answer: `remaining` of `limit` until `resetAtMs`.
 */
export type Budget = { limit: number; windowMs: number; remaining: number; resetAtMs: number };

/**
 * Documented global limit: 1200 requests per five minutes and user. After a 429 every request is refused for that time.
 */
export const documentedLimit = { limit: 1200, windowMs: 300_000 };

/**
 * Reads an answer's rate-limit headers: `Ratelimit: "default";r=50;t=30` and `Ratelimit-Policy: "default";q=100;w=60`
 * (Cloudflare "Rate limits"), the older `x-ratelimit-*`, and `retry-after` of a 429. Undefined if there are none. Every
 * number is clamped to what the API can mean: a limit of at least 1, and a reset within five minutes.
 */
export function readBudget(
  { status, headers }: Pick<Response, "status" | "headers">,
  nowMs: number,
): Budget | undefined {
  const policy = headers.get("ratelimit-policy");
  const stated = parameter(policy, "q") ?? wholeNumber(headers.get("x-ratelimit-limit")) ?? documentedLimit.limit;
  const limit = Math.min(largestLimit, Math.max(1, stated));
  const windowMs = boundMs(parameter(policy, "w"), documentedLimit.windowMs);
  const rest = { limit, windowMs };
  if (status === 429) {
    const waitMs = readRetryAfterMs(headers.get("retry-after") ?? undefined, nowMs) ?? documentedLimit.windowMs;
    return { ...rest, remaining: 0, resetAtMs: nowMs + waitMs };
  }
  const state = headers.get("ratelimit");
  const remaining = parameter(state, "r") ?? wholeNumber(headers.get("x-ratelimit-remaining"));
  if (remaining === undefined) return undefined;
  const resetAtMs = nowMs + boundMs(parameter(state, "t"), windowMs);
  return { ...rest, remaining: Math.min(remaining, limit), resetAtMs };
}

/** Far above the limit of any plan. A larger number is a mistake, and would make every remainder look small. */
const largestLimit = 100_000;

function boundMs(seconds: number | undefined, otherwiseMs: number): number {
  if (seconds === undefined) return otherwiseMs;
  return Math.min(documentedLimit.windowMs, Math.max(1000, seconds * 1000));
}

/**
 * A whole number of a structured field; the smallest if there are several items. A fraction or an exponent does not
 * count.
 */
function parameter(field: string | null, name: string): number | undefined {
  const values = Array.from((field ?? "").matchAll(/;\s*([a-z]+)=(\d{1,15})(?![\w.+-])/g), ([, key, digits]) =>
    key === name ? [Number(digits)] : [],
  ).flat();
  return values.length === 0 ? undefined : Math.min(...values);
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}
