import type { ScopeOption } from "../views.ts";

/** More are not sent to a page, nor shown in a picker at the same time. */
export const maxShownScopes = 100;

/** Where there are many zones, this many of the accounts are shown all the same. */
const minShownAccounts = 20;

/** The first zones and accounts that match, zones first, and how many match in all. */
export type ScopeMatches = { scopes: ScopeOption[]; total: number };

/**
 * The scopes whose name, id, or account's name or id contain every word of the query, at most `maxShownScopes`. Names
 * that begin with the query come first, so that a whole name is always found. A path, such as `zones/{id}`, is an id.
 */
export function matchScopes(scopes: ScopeOption[], query: string): ScopeMatches {
  const ranked = filterScopes(scopes, query);
  const { zones, accounts } = byKind(ranked);
  const accountCount = Math.min(accounts.length, Math.max(minShownAccounts, maxShownScopes - zones.length));
  const shown = [...zones.slice(0, maxShownScopes - accountCount), ...accounts.slice(0, accountCount)];
  return { scopes: shown, total: ranked.length };
}

/** All of them, in that order. */
export function filterScopes(scopes: ScopeOption[], query: string): ScopeOption[] {
  const text = query
    .trim()
    .toLowerCase()
    .replace(/^(?:zones|accounts)\//, "");
  const words = text.split(/\s+/);
  const found = scopes.filter((scope) => {
    const haystack = haystackOf(scope);
    return words.every((word) => haystack.includes(word));
  });
  const isFirst = ({ name }: ScopeOption) => name.toLowerCase().startsWith(text);
  return [...found.filter(isFirst), ...found.filter((scope) => !isFirst(scope))];
}

/** What a picker shows before anything is typed: the first scopes, and the chosen one among them. */
export function firstScopes(scopes: ScopeOption[], chosen: string | undefined): ScopeMatches {
  const first = matchScopes(scopes, "");
  const missing = first.scopes.some(({ path }) => path === chosen) ? [] : scopes.filter(({ path }) => path === chosen);
  const { zones, accounts } = byKind([...missing, ...first.scopes].slice(0, maxShownScopes));
  return { ...first, scopes: [...zones, ...accounts] };
}

function byKind(scopes: ScopeOption[]): { zones: ScopeOption[]; accounts: ScopeOption[] } {
  const isZone = ({ path }: ScopeOption) => path.startsWith("zones/");
  return { zones: scopes.filter(isZone), accounts: scopes.filter((scope) => !isZone(scope)) };
}

/** The id in a scope's path. */
export function scopeIdOf(path: string): string {
  return path.slice(path.indexOf("/") + 1);
}

/** A line break keeps words from matching across two of the parts. */
function haystackOf({ path, name, accountName = "", accountId = "" }: ScopeOption): string {
  return [name, scopeIdOf(path), accountName, accountId].join("\n").toLowerCase();
}
