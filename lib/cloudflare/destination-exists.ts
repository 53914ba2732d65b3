import * as z from "zod/mini";
import { type ScopeRef, scopePath } from "#lib/logpush/job/job.ts";
import type { CloudflareClient } from "./client.ts";
import { readEnvelope, readResult } from "./envelope.ts";

const existsSchema = z.looseObject({ exists: z.boolean() });

/**
 * POST `{scope}/logpush/validate/destination/exists`: whether a job with exactly this destination exists. Changes
 * nothing.
 */
export async function destinationExists(client: CloudflareClient, scope: ScopeRef, conf: string): Promise<boolean> {
  const path = `/${scopePath(scope)}/logpush/validate/destination/exists`;
  const { result } = await readEnvelope(client.post(path, { body: { destination_conf: conf } }));
  return readResult(existsSchema, result).exists;
}
