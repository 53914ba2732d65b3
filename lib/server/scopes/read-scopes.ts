import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { getScopeName } from "#lib/cloudflare/scopes.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { type ScopeRef, scopePath } from "#lib/logpush/job/job.ts";
import type { JobList, ScopeOption } from "#lib/logpush/views.ts";
import { findScopeRow } from "#lib/store/inventory.ts";
import type { Context } from "../context/context.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { readScopePages, type ScopeKind } from "../inventory/scope-pages.ts";
import { failuresOfKinds, kindScopes, readTrouble, requireKnown } from "../inventory/stored-jobs.ts";

export type ScopeReading = { scopes: ScopeOption[]; failures: JobList["failures"] };

/**
 * The zones and accounts that the credential sees, from the store, and the kinds that could not be listed. Throws
 * `AppException` if nothing is known.
 */
export async function readScopes(context: Context): Promise<ScopeReading> {
  await prepareReading(context, "scopes");
  const trouble = await readTrouble(context);
  requireKnown(trouble);
  return { scopes: trouble.scopes, failures: failuresOfKinds(trouble.failures) };
}

/** Lists zones and accounts now. A credential may see only one of the two kinds. */
export async function listScopesLive(context: Pick<Context, "upstream">): Promise<ScopeReading> {
  const [zones, accounts] = await Promise.allSettled([readAll(context, "zones"), readAll(context, "accounts")]);
  if (zones.status === "rejected" && accounts.status === "rejected") throw zones.reason;
  const scopes = [zones, accounts].flatMap((kind) => (kind.status === "fulfilled" ? kind.value : []));
  return {
    scopes: scopes.sort((a, b) => a.name.localeCompare(b.name, "en") || (a.path < b.path ? -1 : 1)),
    failures: [...failureOfKind(zones, kindScopes.zones), ...failureOfKind(accounts, kindScopes.accounts)],
  };
}

/**
 * The scope's name from the store, or from the API if no listing has named it yet. Its path if neither knows it: a job
 * is worth showing without it.
 */
export async function readScopeName({ store, realm, upstream }: Context, ref: ScopeRef): Promise<string> {
  const path = scopePath(ref);
  const row = await findScopeRow(store.db, { realm, path });
  if (row && row.name !== path) return row.name;
  return upstream.read((client) => getScopeName(client, ref)).catch(() => path);
}

/** Throws `AppException` unless the credential sees the scope. One that the store does not know is asked for. */
export async function requireScope({ store, realm, upstream }: Context, scope: ScopeRef): Promise<void> {
  const row = await findScopeRow(store.db, { realm, path: scopePath(scope) });
  if (row && row.hidden_at === null) return;
  await upstream
    .read((client) => getScopeName(client, scope), { notFound: "E_SCOPE_GONE" })
    .catch((error: unknown) => {
      const isGone = error instanceof AppException && /^E_(?:SCOPE_GONE|PERMISSION)$/.test(error.error.code);
      throw isGone ? new AppException(describedError("E_SCOPE_GONE", { at: "scope" })) : error;
    });
}

async function readAll(context: Pick<Context, "upstream">, kind: ScopeKind): Promise<ScopeOption[]> {
  const all: ScopeOption[] = [];
  await readScopePages(context, kind, (scopes) => void all.push(...scopes));
  return all;
}

function failureOfKind(kind: PromiseSettledResult<unknown>, scope: ScopeOption): JobList["failures"] {
  if (kind.status === "fulfilled") return [];
  if (kind.reason instanceof AppException) return [{ scope, error: kind.reason.error }];
  throw kind.reason;
}
