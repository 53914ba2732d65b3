import * as z from "zod/mini";
import type { TokenState } from "#lib/logpush/permissions/permissions.ts";
import type { CloudflareClient } from "./client.ts";
import { readEnvelope, readResult } from "./envelope.ts";

const tokenSchema = z.looseObject({
  status: z.string(),
  expires_on: z.nullish(z.string()),
  not_before: z.nullish(z.string()),
});

/** GET `user/tokens/verify`: the state of the token itself. Cloudflare refuses this for tokens that an account owns. */
export function verifyUserToken(client: CloudflareClient): Promise<TokenState> {
  return verify(client, "/user/tokens/verify");
}

/** GET `accounts/{id}/tokens/verify`: the same for tokens that this account owns. */
export function verifyAccountToken(client: CloudflareClient, accountId: string): Promise<TokenState> {
  return verify(client, `/accounts/${accountId}/tokens/verify`);
}

async function verify(client: CloudflareClient, path: string): Promise<TokenState> {
  const { result } = await readEnvelope(client.get(path));
  const { status, expires_on: expiresOn, not_before: notBefore } = readResult(tokenSchema, result);
  return { status, ...(expiresOn ? { expiresOn } : {}), ...(notBefore ? { notBefore } : {}) };
}
