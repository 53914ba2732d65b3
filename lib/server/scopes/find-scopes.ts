import "server-only";
import * as z from "zod/mini";
import { filterScopes, matchScopes, type ScopeMatches } from "#lib/logpush/job/match-scopes.ts";
import { mostListedScopes } from "#lib/logpush/limits.ts";
import { type Context, forShowing } from "../context/context.ts";
import { scopePathSchema } from "../define/input-schemas.ts";
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

const listScopesSchema = z.extend(findScopesSchema, {
  kinds: z.array(z.enum(["zones", "accounts"])),
  /** Only these. */
  paths: z.optional(z.array(scopePathSchema).check(z.maxLength(mostListedScopes))),
});

/** All that match, for a choice of many. Of more than are listed at once, a search narrows them down. */
export async function listScopes(
  context: Context,
  { query, kinds, paths }: z.output<typeof listScopesSchema>,
): Promise<ScopeMatches> {
  const { scopes } = await readScopes(forShowing(context));
  const among = paths && new Set(paths);
  const found = filterScopes(scopes, query).filter(
    ({ path }) => kinds.some((kind) => path.startsWith(`${kind}/`)) && (among?.has(path) ?? true),
  );
  return { scopes: found.slice(0, mostListedScopes), total: found.length };
}

export const listScopesCase = defineUseCase(
  { name: "listScopes", role: "viewer", input: listScopesSchema },
  listScopes,
);
