import "server-only";
import * as z from "zod/mini";
import { filterScopes, matchScopes, type ScopeMatches } from "#lib/logpush/job/match-scopes.ts";
import { type Context, forShowing } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";
import { readScopes } from "./read-scopes.ts";

const findScopesSchema = z.object({ query: z.string().check(z.maxLength(200)) });

/** The zones and accounts that match what is typed into a picker, for lists too long to send to a page. */
export async function findScopes(
  context: Context,
  { query }: z.output<typeof findScopesSchema>,
): Promise<ScopeMatches> {
  const { scopes } = await readScopes(forShowing(context));
  return matchScopes(scopes, query);
}

export const findScopesCase = defineUseCase(
  { name: "findScopes", role: "viewer", input: findScopesSchema },
  findScopes,
);

const listScopesSchema = z.extend(findScopesSchema, { kinds: z.array(z.enum(["zones", "accounts"])) });

/** More are not listed at once: a search narrows them down. */
const mostListed = 2000;

/** All that match, for a choice of many. */
export async function listScopes(
  context: Context,
  { query, kinds }: z.output<typeof listScopesSchema>,
): Promise<ScopeMatches> {
  const { scopes } = await readScopes(forShowing(context));
  const found = filterScopes(scopes, query).filter(({ path }) => kinds.some((kind) => path.startsWith(`${kind}/`)));
  return { scopes: found.slice(0, mostListed), total: found.length };
}

export const listScopesCase = defineUseCase(
  { name: "listScopes", role: "viewer", input: listScopesSchema },
  listScopes,
);
