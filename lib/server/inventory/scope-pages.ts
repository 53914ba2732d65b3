import "server-only";
import type { CloudflareClient } from "#lib/cloudflare/client.ts";
import { listAccountPage, listZonePage, type ScopePage } from "#lib/cloudflare/scopes.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";

export type ScopeKind = "zones" | "accounts";
export const scopeKinds = ["zones", "accounts"] as const satisfies ScopeKind[];

const readPage = { zones: listZonePage, accounts: listAccountPage } satisfies Record<
  ScopeKind,
  (client: CloudflareClient, page: number) => Promise<ScopePage>
>;

/** The number of pages that are read in parallel. If the page count is too large, this bounds the wasted calls. */
const pagesAtOnce = 8;

type Keep = (scopes: ScopeOption[], isLast: boolean) => void | Promise<void>;

/**
 * Reads all zones or accounts, and passes them on as they come. The first page says how many there are. The others are
 * read in parallel, up to the first empty one.
 */
export async function readScopePages(
  { upstream }: Pick<Context, "upstream">,
  kind: ScopeKind,
  keep: Keep,
): Promise<void> {
  const read = (page: number) => upstream.read((client) => readPage[kind](client, page));
  const first = await read(1);
  let last = first.totalPages;
  let count = 1;
  await keep(first.scopes, count >= last);
  while (count < last) {
    const numbers = Array.from({ length: Math.min(pagesAtOnce, last - count) }, (_, at) => count + at + 1);
    const pages = await Promise.all(numbers.map(read));
    count += pages.length;
    const isOver = pages.some(({ totalPages }, at) => totalPages <= (numbers[at] ?? 0) && totalPages < last);
    last = isOver ? count : Math.max(...pages.map(({ totalPages }) => totalPages));
    await keep(
      pages.flatMap(({ scopes }) => scopes),
      count >= last,
    );
  }
}
