import "server-only";
import { createHash } from "node:crypto";
import { bulkhead } from "cockatiel";
import { AppException, fail } from "#lib/cloudflare/errors.ts";
import { listAccountPage, listZonePage } from "#lib/cloudflare/scopes.ts";
import type { ErrorCode } from "#lib/logpush/errors/error-codes.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { getTrialUpstream, type Upstream } from "../calls/upstream.ts";
import type { SessionCaller } from "./session-store.ts";

type TokenProof = (token: string) => Promise<SessionCaller>;

type TokenProofOptions = { now: () => number; upstreamOf: (token: string) => Upstream };

/** RFC 6750 `b64token`. Cloudflare's tokens are shorter than the upper bound. */
const form = /^[\w.~+/=-]{20,1000}$/;

const refusedForMs = 60_000;
const maxRefused = 1000;

/**
 * Cloudflare decides what a token may do; Headgate accepts any token that sees a zone or an account. A wrong token
 * costs one or two calls, and none for the next minute. At most two are checked at a time.
 */
export function createTokenProof({ now, upstreamOf }: TokenProofOptions): TokenProof {
  /** By digest, because tokens must not be kept here. */
  const refused = new Map<string, { code: ErrorCode; untilMs: number }>();
  const limiter = bulkhead(2, Number.POSITIVE_INFINITY);

  async function requireVisibleScope(token: string): Promise<void> {
    const upstream = upstreamOf(token);
    const zones = await firstPage(() => upstream.read((client) => listZonePage(client, 1)));
    if (zones.count > 0) return;
    const accounts = await firstPage(() => upstream.read((client) => listAccountPage(client, 1)));
    if (accounts.count > 0) return;
    const refusal = zones.error ?? accounts.error;
    if (!zones.error || !accounts.error || !refusal) fail("E_TOKEN_BLIND");
    throw new AppException({ ...refusal, ...describedError("E_TOKEN_REFUSED") });
  }

  return async (token) => {
    if (!form.test(token)) fail("E_TOKEN_REFUSED");
    const digest = createHash("sha256").update(token).digest("hex");
    const refusal = refused.get(digest);
    if (refusal && refusal.untilMs > now()) fail(refusal.code);
    try {
      await limiter.execute(() => requireVisibleScope(token));
    } catch (error) {
      if (error instanceof AppException && /^E_TOKEN_/.test(error.error.code)) remember(digest, error.error.code);
      throw error;
    }
    const id = digest.slice(0, 12);
    return { id: `token:${id}`, name: `API token ${id}`, role: "admin" };
  };

  function remember(digest: string, code: ErrorCode): void {
    refused.delete(digest);
    refused.set(digest, { code, untilMs: now() + refusedForMs });
    const [oldest] = refused.keys();
    if (refused.size > maxRefused && oldest !== undefined) refused.delete(oldest);
  }
}

/** How many the token sees, or the error if Cloudflare refuses it. Other errors are thrown. */
async function firstPage(
  read: () => Promise<{ scopes: unknown[] }>,
): Promise<{ count: number; error?: AppException["error"] }> {
  try {
    return { count: (await read()).scopes.length };
  } catch (error) {
    const isRefused = error instanceof AppException && /^E_(?:CREDENTIAL|PERMISSION)/.test(error.error.code);
    if (!isRefused) throw error;
    return { count: 0, error: error.error };
  }
}

/** A proof against the API that this process uses. */
export const proveToken: TokenProof = createTokenProof({
  now: Date.now,
  upstreamOf: (token) => getTrialUpstream({ kind: "token", token }),
});
