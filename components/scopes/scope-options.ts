import type { ComboboxOption, FoundOptions } from "#components/ui/combobox-options.ts";
import {
  firstScopes,
  matchScopes,
  maxShownScopes,
  type ScopeMatches,
  scopeIdOf,
} from "#lib/logpush/job/match-scopes.ts";
import { ok, type Result } from "#lib/logpush/result.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import type { KnownScopes } from "./use-known-scopes.ts";

type Where = { known: Omit<KnownScopes, "learn">; chosen: string; all: string };

/** The options for what is typed into a picker, `all` among them if none can be chosen. */
export async function findScopeOptions(query: string, { known, chosen, all }: Where): Promise<Result<FoundOptions>> {
  const result = await findMatches(query.trim(), known, chosen);
  if (!result.ok) return result;
  const { scopes, total } = result.value;
  const isAllFound = all !== "" && all.toLowerCase().includes(query.trim().toLowerCase());
  const none = isAllFound ? [{ value: "", text: all }] : [];
  return ok({ options: [...none, ...toOptions(scopes.slice(0, maxShownScopes - none.length), query)], total });
}

async function findMatches(query: string, known: Where["known"], chosen: string): Promise<Result<ScopeMatches>> {
  const { scopes, count, isPartial, findScopes } = known;
  if (query === "") return ok({ ...firstScopes(scopes, chosen), total: count });
  return isPartial ? findScopes({ query }) : ok(matchScopes(scopes, query));
}

function toOptions(scopes: ScopeOption[], query: string): ComboboxOption[] {
  const accounts = new Set(scopes.map(({ accountName = "" }) => accountName).filter(Boolean));
  const text = query.trim().toLowerCase();
  return scopes.map((scope) => {
    const { path, name, accountName } = scope;
    const isNameShared = scopes.some((other) => other !== scope && other.name === name);
    const isIdTyped = text !== "" && scopeIdOf(path).includes(text);
    const notes = [
      accounts.size > 1 ? accountName : undefined,
      isNameShared || isIdTyped ? scopeIdOf(path) : undefined,
    ];
    const note = notes.filter(Boolean).join(" · ");
    return {
      value: path,
      text: name,
      group: path.startsWith("zones/") ? "Zones" : "Accounts",
      ...(note === "" ? {} : { note }),
    };
  });
}
