import * as z from "zod/mini";
import type { TransformerOption } from "#lib/logpush/views.ts";
import type { CloudflareClient } from "./client.ts";
import { readEnvelope, readResult } from "./envelope.ts";

const transformersSchema = z.array(
  z.looseObject({ id: z.number(), name: z.nullish(z.string()), dataset: z.nullish(z.string()) }),
);
const zoneSchema = z.looseObject({ account: z.looseObject({ id: z.string() }) });

/** GET `accounts/{id}/logpush/transformers`: the account's SQL transformers, without their SQL. Not paged. */
export async function listTransformers(client: CloudflareClient, accountId: string): Promise<TransformerOption[]> {
  const { result } = await readEnvelope(client.logpush.transformers.list({ account_id: accountId }));
  return readResult(transformersSchema, result ?? []).map(({ id, name, dataset }) => ({
    id,
    name: name ?? "",
    dataset: dataset ?? "",
  }));
}

/** GET `zones/{id}`: the account that the zone belongs to. */
export async function getZoneAccount(client: CloudflareClient, zoneId: string): Promise<string> {
  const { result } = await readEnvelope(client.zones.get({ zone_id: zoneId }));
  return readResult(zoneSchema, result).account.id;
}
