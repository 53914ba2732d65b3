import * as z from "zod/mini";
import { type ScopeRef, scopePath } from "#lib/logpush/job/job.ts";
import type { CloudflareClient } from "./client.ts";
import { readEnvelope, readResult } from "./envelope.ts";

/** Cloudflare's result. A 200 with `valid: false` is a refusal; the reason is in `message`. */
export type Validity = { isValid: boolean; message: string };

const validitySchema = z.looseObject({ valid: z.optional(z.boolean()), message: z.optional(z.nullable(z.string())) });

/** POST `{scope}/logpush/validate/destination`: Cloudflare sends its test object. Creates no job. */
export function validateDestination(client: CloudflareClient, scope: ScopeRef, conf: string): Promise<Validity> {
  return validate(client, scope, { path: "destination", body: { destination_conf: conf } });
}

/**
 * POST `{scope}/logpush/validate/origin`: whether Cloudflare accepts these fields of this dataset in this zone or
 * account.
 */
export function validateOrigin(
  client: CloudflareClient,
  scope: ScopeRef,
  { logpullOptions, dataset }: { logpullOptions: string; dataset: string },
): Promise<Validity> {
  return validate(client, scope, { path: "origin", body: { logpull_options: logpullOptions, dataset } });
}

async function validate(
  client: CloudflareClient,
  scope: ScopeRef,
  { path, body }: { path: string; body: Record<string, string> },
): Promise<Validity> {
  const { result } = await readEnvelope(client.post(`/${scopePath(scope)}/logpush/validate/${path}`, { body }));
  const { valid, message } = readResult(validitySchema, result);
  return { isValid: valid === true, message: message ?? "" };
}
