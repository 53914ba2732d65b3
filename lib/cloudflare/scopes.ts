import * as z from "zod/mini";
import { parseScopePath, type ScopeRef } from "#lib/logpush/job/job.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import type { CloudflareClient } from "./client.ts";
import { readEnvelope, readResult } from "./envelope.ts";

/** One page; `totalPages` is a whole number from 1 to `maxPages`, and never beyond this page if it is empty. */
export type ScopePage = { scopes: ScopeOption[]; totalPages: number };

/** 50,000 zones. Reading more would take longer than the call budget lasts. */
const maxPages = 1000;

/** The largest page that the API returns. */
const perPage = 50;

const zonesSchema = z.array(
  z.looseObject({
    id: z.string(),
    name: z.string(),
    account: z.nullish(z.looseObject({ id: z.nullish(z.string()), name: z.nullish(z.string()) })),
  }),
);
const accountsSchema = z.array(z.looseObject({ id: z.string(), name: z.string() }));
const namedSchema = z.looseObject({ name: z.string() });
const pageInfoSchema = z.looseObject({ total_pages: z.optional(z.number()) });

/** GET `zones`, one page. */
export async function listZonePage(client: CloudflareClient, page: number): Promise<ScopePage> {
  const { result, resultInfo } = await readEnvelope(client.zones.list({ page, per_page: perPage }));
  const zones = readResult(zonesSchema, result ?? []);
  const scopes = zones.map(({ id, name, account }) => ({
    path: `zones/${id}`,
    name,
    ...(account?.name ? { accountName: account.name } : {}),
    ...(account?.id ? { accountId: account.id } : {}),
  }));
  return toPage(scopes, page, resultInfo);
}

/** GET `accounts`, one page. */
export async function listAccountPage(client: CloudflareClient, page: number): Promise<ScopePage> {
  const { result, resultInfo } = await readEnvelope(client.accounts.list({ page, per_page: perPage }));
  const accounts = readResult(accountsSchema, result ?? []);
  return toPage(
    accounts.map(({ id, name }) => ({ path: `accounts/${id}`, name })),
    page,
    resultInfo,
  );
}

/** GET `zones/{id}` or `accounts/{id}`: the scope's name. */
export async function getScopeName(client: CloudflareClient, { scopeKind, scopeId }: ScopeRef): Promise<string> {
  const answer =
    scopeKind === "zones" ? client.zones.get({ zone_id: scopeId }) : client.accounts.get({ account_id: scopeId });
  return readResult(namedSchema, (await readEnvelope(answer)).result).name;
}

/**
 * Without a page count, a full page may have a successor. After an empty page there is none, whatever the count says. A
 * malformed ID never becomes part of a path.
 */
function toPage(scopes: ScopeOption[], page: number, resultInfo: unknown): ScopePage {
  const info = z.safeParse(pageInfoSchema, resultInfo);
  const total = info.success ? info.data.total_pages : undefined;
  const stated = total ?? (scopes.length >= perPage ? page + 1 : page);
  return {
    scopes: scopes.filter(({ path }) => parseScopePath(path) !== undefined),
    totalPages: scopes.length === 0 ? page : Math.min(maxPages, Math.max(1, Math.ceil(stated))),
  };
}
