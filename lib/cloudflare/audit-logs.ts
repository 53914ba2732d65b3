import * as z from "zod/mini";
import type { AccountChange } from "#lib/logpush/history/match-changes.ts";
import type { CloudflareClient } from "./client.ts";
import { readEnvelope, readResult } from "./envelope.ts";

/** One query is one page; the newest entries come first. */
const perPage = 1000;

/** Flexible parts of an entry: what is not there, or has another form, says nothing. */
const looseSchema = z.catch(z.nullish(z.looseObject({})), null);

const entriesSchema = z.array(
  z.looseObject({
    when: z.string(),
    action: z.nullish(z.looseObject({ type: z.nullish(z.string()), result: z.nullish(z.unknown()) })),
    actor: z.nullish(
      z.looseObject({ email: z.nullish(z.string()), id: z.nullish(z.string()), type: z.nullish(z.string()) }),
    ),
    resource: z.nullish(z.looseObject({ id: z.nullish(z.unknown()), type: z.nullish(z.string()) })),
    metadata: looseSchema,
    newValueJson: looseSchema,
    oldValueJson: looseSchema,
  }),
);

type Entry = z.output<typeof entriesSchema>[number];

/**
 * GET `accounts/{id}/audit_logs`: who changed which job of the account or its zones in a span of time (milliseconds),
 * newest first. Values of the entries, which may contain a destination, are left behind. Entries that name no job or
 * nobody are left out, because what the log says about jobs is not documented.
 */
export async function readJobChanges(
  client: CloudflareClient,
  accountId: string,
  { since, before }: { since: number; before: number },
): Promise<AccountChange[]> {
  const query = {
    ...{ since: new Date(since).toISOString(), before: new Date(before).toISOString() },
    ...{ direction: "desc", per_page: perPage, hide_user_logs: true },
  };
  const { result } = await readEnvelope(client.get(`/accounts/${accountId}/audit_logs`, { query }));
  return readResult(entriesSchema, result ?? []).flatMap(readEntry);
}

function readEntry(entry: Entry): AccountChange[] {
  const { when, action, actor, resource } = entry;
  const at = Date.parse(when);
  const isOfJob = /logpush/i.test(`${resource?.type} ${action?.type}`);
  const hasFailed = action?.result === false || action?.result === "failure";
  const [jobId] = [resource?.id, entry.metadata?.job_id, entry.newValueJson?.id, entry.oldValueJson?.id]
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0);
  const person = actor?.email || (actor?.type === "user" ? actor.id : actor?.type);
  if (!isOfJob || hasFailed || Number.isNaN(at) || jobId === undefined || !person) return [];
  return [{ at, jobId, person }];
}
