import { createHash } from "node:crypto";
import { DEMO_TOKEN } from "../demo-token.ts";
import { ApiFailure, ERROR_CODE } from "./failure.ts";

/** Tokens with a missing permission. Any other well-formed token may do everything. */
export const SPECIAL_TOKENS = {
  "headgate-read-only-token-00000000000": "read-only",
  "headgate-expired-token-0000000000000": "expired",
  "headgate-no-pii-token-00000000000000": "no-pii",
  "headgate-no-audit-token-000000000000": "no-audit",
} as const;

export type Access = "full" | (typeof SPECIAL_TOKENS)[keyof typeof SPECIAL_TOKENS];

/** `key` distinguishes two credentials without containing either; `email` is that of the owner. */
export type Credential = { access: Access; key: string; isToken: boolean; email: string };

const INVALID_HEADERS = "Invalid request headers";

/** Reads the credential of a request; throws the 400 for a missing or malformed one. */
export function readCredential(headers: Headers): Credential {
  const authorization = headers.get("authorization");
  if (authorization !== null) {
    const token = /^Bearer ([A-Za-z0-9_-]{20,})$/.exec(authorization)?.[1];
    if (token === undefined) {
      throw invalidHeaders(ERROR_CODE.malformedAuthorization, "Invalid format for Authorization header");
    }
    const key = fingerprint(token);
    return { access: accessOf(token), key, isToken: true, email: ownerOf(token, key) };
  }
  const email = headers.get("x-auth-email");
  const apiKey = headers.get("x-auth-key");
  if (email === null && apiKey === null) throw new ApiFailure(400, ERROR_CODE.invalidHeaders, INVALID_HEADERS);
  if (!email) throw invalidHeaders(ERROR_CODE.malformedEmail, "Invalid format for X-Auth-Email header");
  if (!apiKey) throw invalidHeaders(ERROR_CODE.malformedKey, "Invalid format for X-Auth-Key header");
  return { access: "full", key: fingerprint(`${email}\n${apiKey}`), isToken: false, email };
}

/** The answer to a token that is well formed but no longer valid. */
export function expiredToken(): ApiFailure {
  return new ApiFailure(403, ERROR_CODE.unauthorizedResource, "Invalid access token");
}

/** The answer on every Logpush route to a token without Logs Write. */
export function missingPermission(): ApiFailure {
  return new ApiFailure(403, ERROR_CODE.authentication, "Authentication error");
}

/** The ID that `tokens/verify` reports; stable for each token. */
export function tokenId(credential: Credential): string {
  return credential.key.slice(0, 32);
}

/** Each token but the documented one belongs to somebody else. */
function ownerOf(token: string, key: string): string {
  return token === DEMO_TOKEN ? "demo@example.com" : `owner-${key.slice(0, 6)}@example.com`;
}

function accessOf(token: string): Access {
  const special: { [token: string]: Access } = SPECIAL_TOKENS;
  return token === DEMO_TOKEN ? "full" : (special[token] ?? "full");
}

function invalidHeaders(code: number, message: string): ApiFailure {
  return new ApiFailure(400, ERROR_CODE.invalidHeaders, INVALID_HEADERS, [{ code, message }]);
}

function fingerprint(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
