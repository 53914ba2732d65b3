import { useEffect, useId, useMemo, useRef, useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { SearchInput } from "#components/ui/search-input.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { ScopeKind } from "#lib/logpush/job/job.ts";
import type { ScopeMatches } from "#lib/logpush/job/match-scopes.ts";
import { toggleRow } from "#lib/logpush/list/selection.ts";
import { inSentences, type Result } from "#lib/logpush/result.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";

export type ListScopes = typeof import("#app/actions/plans.ts").listScopes;
export type ChosenScopes = ReadonlyMap<string, ScopeOption>;

type ScopeChoiceProps = {
  /** Which kinds can be chosen. It stays the same array. */
  kinds: readonly ScopeKind[];
  chosen: ChosenScopes;
  onChoose: (scopes: ChosenScopes) => void;
  listScopes: ListScopes;
};

/** How long to wait for more typing before the server is asked. */
const debounceMs = 150;

/** Chooses several zones and accounts, by search, one by one, in a range with Shift, or all that match. */
export function ScopeChoice({ kinds, chosen, onChoose, listScopes }: ScopeChoiceProps) {
  const id = useId();
  const [query, setQuery] = useState("");
  const [answer, setAnswer] = useState<{ query: string; result: Result<ScopeMatches> }>();
  const anchor = useRef<string | null>(null);

  useEffect(() => {
    let isOutdated = false;
    const ask = async () => {
      const result = await callAction(() => listScopes({ query, kinds: [...kinds] }));
      if (!isOutdated) setAnswer({ query, result });
    };
    const timer = setTimeout(ask, query === "" ? 0 : debounceMs);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [query, kinds, listScopes]);

  const found = answer?.result.ok ? answer.result.value : undefined;
  const byPath = useMemo(() => new Map(found?.scopes.map((scope) => [scope.path, scope])), [found]);
  const order = useMemo(() => Array.from(byPath.keys()), [byPath]);
  const isSearching = answer?.query !== query;

  function toggle(path: string, isRange: boolean) {
    const next = toggleRow({ keys: new Set(chosen.keys()), anchor: anchor.current }, order, { key: path, isRange });
    anchor.current = next.anchor;
    onChoose(
      new Map(Array.from(next.keys, (key) => [key, byPath.get(key) ?? chosen.get(key) ?? { path: key, name: key }])),
    );
  }

  return (
    <fieldset className="flex min-h-0 min-w-0 flex-col">
      <legend className="mb-1.5 flex w-full items-center gap-2 font-medium text-sm">
        {kinds.length > 1 ? "Zones and accounts" : kinds[0] === "zones" ? "Zones" : "Accounts"}
        <span role="status" className="font-normal text-muted">
          {formatCount(chosen.size)} selected
        </span>
      </legend>
      <div className="flex min-h-0 flex-1 flex-col rounded-card border border-line">
        <div className="flex flex-wrap items-center gap-2 border-line border-b p-2">
          <SearchInput
            aria-label="Search zones"
            placeholder="Name, account or id"
            className="min-w-32 flex-1"
            value={query}
            onChange={({ target }) => setQuery(target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") event.preventDefault();
            }}
          />
          <Button
            size="small"
            disabled={isSearching || order.length === 0}
            onClick={() => onChoose(new Map([...chosen, ...byPath]))}
          >
            {query.trim() === "" ? "Select all" : "Select all found"}
          </Button>
          <Button size="small" disabled={chosen.size === 0} onClick={() => onChoose(new Map())}>
            Clear
          </Button>
        </div>
        <div aria-busy={isSearching} className="h-64 overflow-y-auto p-1.5 aria-busy:opacity-60">
          {found?.scopes.map((scope) => (
            <label
              key={scope.path}
              className="flex min-h-8 min-w-0 cursor-pointer items-center gap-2.5 rounded-control px-1.5 text-sm [contain-intrinsic-size:auto_2rem] [content-visibility:auto] hover:bg-hover"
            >
              <input
                type="checkbox"
                className="check"
                checked={chosen.has(scope.path)}
                onChange={({ nativeEvent }) =>
                  toggle(scope.path, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
                }
              />
              <span className="min-w-0 flex-1 truncate">
                <bdi>{scope.name}</bdi>
                {scope.accountName ? <span className="ml-2 text-muted text-xs">{scope.accountName}</span> : null}
              </span>
              {scope.path.startsWith("accounts/") ? <Badge>Account</Badge> : null}
            </label>
          ))}
          <p id={`${id}-status`} aria-live="polite" className="px-1.5 text-muted text-xs empty:hidden">
            {statusOf()}
          </p>
        </div>
      </div>
    </fieldset>
  );

  function statusOf(): string {
    if (!answer) return "Loading zones…";
    if (!answer.result.ok) return inSentences(answer.result.error);
    const { scopes, total } = answer.result.value;
    if (total === 0) return query.trim() === "" ? "No zones or accounts." : `Nothing matches “${query.trim()}”.`;
    return scopes.length < total ? `${formatCount(scopes.length)} of ${formatCount(total)} shown. Type to narrow.` : "";
  }
}
