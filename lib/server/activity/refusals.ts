import "server-only";
import { fail } from "#lib/cloudflare/errors.ts";
import type { ErrorCode } from "#lib/logpush/errors/error-codes.ts";
import { perProcess } from "../base/per-process.ts";

/** The credential has no permission, so another attempt would most likely be refused too. */
const rightsCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["E_PERMISSION", "E_SCOPE_GONE", "E_NOT_FOUND"]);

const windowMs = 60_000;
const maxRefused = 10;
/** Far more callers and scopes than are refused within a minute. The oldest are dropped. */
const maxKeys = 1000;

/** Times of refusals in milliseconds, by caller and scope. */
const refusals = perProcess("refusedChanges", () => new Map<string, number[]>());

type Tried = { callerId: string; scope: string; nowMs: number };

const keyOf = ({ callerId, scope }: Tried) => `${callerId}\0${scope}`;

/**
 * Throws E_REFUSED_OFTEN after Cloudflare has refused ten changes of one caller in this zone or account within a
 * minute, because each of them takes two lines of the audit log.
 */
export function requireFewRefusals(tried: Tried): void {
  const recent = (refusals.get(keyOf(tried)) ?? []).filter((at) => at > tried.nowMs - windowMs);
  const [oldest] = recent;
  if (oldest === undefined || recent.length < maxRefused) return;
  const retryAfterMs = oldest + windowMs - tried.nowMs;
  const wait = `${Math.ceil(retryAfterMs / 1000)} s`;
  fail("E_REFUSED_OFTEN", { retryAfterMs, params: { count: maxRefused, wait } });
}

/** Counts a change that was refused for missing permissions. Other codes do not count. */
export function countRefusal(tried: Tried, code: ErrorCode): void {
  if (!rightsCodes.has(code)) return;
  const known = refusals;
  const key = keyOf(tried);
  const recent = (known.get(key) ?? []).filter((at) => at > tried.nowMs - windowMs);
  known.delete(key);
  known.set(key, [...recent, tried.nowMs]);
  const [oldest] = known.keys();
  if (known.size > maxKeys && oldest !== undefined) known.delete(oldest);
}
