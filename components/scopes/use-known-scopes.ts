import { useCallback, useMemo, useState } from "react";
import type { ScopeOption } from "#lib/logpush/views.ts";

export type FindScopes = typeof import("#app/actions/scopes.ts").findScopes;

/** The scopes that a page knows. */
export type KnownScopes = {
  scopes: ScopeOption[];
  /** How many there are. */
  count: number;
  /** There are more than the page was given, so that the server has to search. */
  isPartial: boolean;
  findScopes: FindScopes;
  /** Adds one that the server found. */
  learn: (scope: ScopeOption) => void;
};

/** The scopes that the server gave the page, `count` in all, and those that were found since. */
export function useKnownScopes(given: ScopeOption[], count: number, findScopes: FindScopes): KnownScopes {
  const [found, setFound] = useState<ScopeOption[]>([]);
  const learn = useCallback((scope: ScopeOption) => setFound((before) => withScope(before, scope)), []);
  return useMemo(() => {
    const scopes = found.reduce(withScope, given);
    return { scopes, count, isPartial: given.length < count, findScopes, learn };
  }, [given, found, count, findScopes, learn]);
}

function withScope(scopes: ScopeOption[], scope: ScopeOption): ScopeOption[] {
  return scopes.some(({ path }) => path === scope.path) ? scopes : [...scopes, scope];
}
