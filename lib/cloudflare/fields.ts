import * as z from "zod/mini";
import { type ScopeRef, scopePath } from "#lib/logpush/job/job.ts";
import type { CloudflareClient } from "./client.ts";
import { readEnvelope, readResult } from "./envelope.ts";

const describedFieldsSchema = z.record(z.string(), z.unknown());
/** The shape of this answer is not documented: the same object as `/fields`, or a list of names. */
const defaultFieldsSchema = z.union([z.array(z.string()), z.record(z.string(), z.unknown())]);

/**
 * GET `{scope}/logpush/datasets/{dataset}/fields`: field name to description. The SDK's method knows listed datasets
 * only.
 */
export async function getFields(
  client: CloudflareClient,
  scope: ScopeRef,
  dataset: string,
): Promise<{ name: string; description: string }[]> {
  const { result } = await readEnvelope(client.get(fieldsPath(scope, dataset)));
  return Object.entries(readResult(describedFieldsSchema, result)).map(([name, description]) => ({
    name,
    description: typeof description === "string" ? description : "",
  }));
}

/** GET `{scope}/logpush/datasets/{dataset}/fields/default`, which the SDK does not have. */
export async function getDefaultFields(client: CloudflareClient, scope: ScopeRef, dataset: string): Promise<string[]> {
  const { result } = await readEnvelope(client.get(`${fieldsPath(scope, dataset)}/default`));
  const fields = readResult(defaultFieldsSchema, result);
  return Array.isArray(fields) ? fields : Object.keys(fields);
}

function fieldsPath(scope: ScopeRef, dataset: string): string {
  return `/${scopePath(scope)}/logpush/datasets/${encodeURIComponent(dataset)}/fields`;
}
