import "server-only";
import type { CloudflareClient } from "#lib/cloudflare/client.ts";
import { AppException } from "#lib/cloudflare/errors.ts";
import { getScopeName, listAccountPage, listZonePage, type ScopePage } from "#lib/cloudflare/scopes.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { type ScopeRef, scopePath } from "#lib/logpush/job/job.ts";
import type { JobList, ScopeOption } from "#lib/logpush/views.ts";
import { findScopeRow } from "#lib/store/inventory.ts";
import type { Context } from "../context/context.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { readTrouble } from "../inventory/stored-jobs.ts";

export type ScopeReading = { scopes: ScopeOption[]; failures: JobList["failures"] };

/**
 * The zones and accounts that the credential sees, from the store, and the kinds that could not be listed. Throws
 * `AppException` if nothing is known.
 */
export async function readScopes(context: Context): Promise<ScopeReading> {
  await prepareReading(context, "scopes");
  const { scopes, failures } = await readTrouble(context);
  const ofKinds = failures.filter(({ scope }) => !scope.path.includes("/"));
  const [first] = ofKinds;
  if (scopes.length === 0 && ofKinds.length === 2 && first) throw new AppException(first.error);
  return { scopes, failures: ofKinds };
}

/** Lists zones and accounts now. A credential may see only one of the two kinds. */
export async function listScopesLive(context: Pick<Context, "upstream">): Promise<ScopeReading> {
  const [zones, accounts] = await Promise.allSettled([
    readPages(context, listZonePage),
    readPages(context, listAccountPage),
  ]);
  if (zones.status === "rejected" && accounts.status === "rejected") throw zones.reason;
  const scopes = [zones, accounts].flatMap((kind) => (kind.status === "fulfilled" ? kind.value : []));
  return {
    scopes: scopes.sort((a, b) => a.name.localeCompare(b.name, "en") || (a.path < b.path ? -1 : 1)),
    failures: [
      ...failureOfKind(zones, { path: "zones", name: "Zones" }),
      ...failureOfKind(accounts, { path: "accounts", name: "Accounts" }),
    ],
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

type ReadPage = (client: CloudflareClient, page: number) => Promise<ScopePage>;

/** The number of pages that are read in parallel. If the page count is too large, this bounds the wasted calls. */
const pagesAtOnce = 8;

/** The first page says how many there are. The others are read in parallel, up to the first empty one. */
async function readPages({ upstream }: Pick<Context, "upstream">, readPage: ReadPage): Promise<ScopeOption[]> {
  const pages = [await upstream.read((client) => readPage(client, 1))];
  let last = pages[0]?.totalPages ?? 1;
  while (pages.length < last) {
    const numbers = Array.from(
      { length: Math.min(pagesAtOnce, last - pages.length) },
      (_, at) => pages.length + at + 1,
    );
    const more = await Promise.all(numbers.map((page) => upstream.read((client) => readPage(client, page))));
    pages.push(...more);
    const isOver = more.some(({ totalPages }, at) => totalPages <= (numbers[at] ?? 0) && totalPages < last);
    last = isOver ? pages.length : Math.max(...pages.map(({ totalPages }) => totalPages));
  }
  return pages.flatMap(({ scopes }) => scopes);
}

function failureOfKind(kind: PromiseSettledResult<unknown>, scope: ScopeOption): JobList["failures"] {
  if (kind.status === "fulfilled") return [];
  if (kind.reason instanceof AppException) return [{ scope, error: kind.reason.error }];
  throw kind.reason;
}
