"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Input } from "#components/ui/input.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { useRun } from "#components/ui/use-run.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { type RightsTally, type ScopeRights, tallyRights } from "#lib/logpush/permissions/permissions.ts";
import type { Result } from "#lib/logpush/result.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import { ScopeRow } from "./scope-row.tsx";

export type ProbeScope = typeof import("#app/actions/settings.ts").probe;

/** A refusal belongs to one scope; a limit or a pause belongs to all that would follow. */
async function probeOne(probe: ProbeScope, scope: string): Promise<Result<ScopeRights>> {
  const result = await callAction(() => probe({ scope }));
  if (!result.ok) return result;
  const { list, change } = result.value;
  const error = [list, change].find((each) => each?.retryAfterMs !== undefined);
  return error ? { ok: false, error } : result;
}

/** More rows say no more: who looks for one types its name. */
const maxRows = 100;
/** From so many on, a search is quicker than the eye. */
const searchFrom = 10;

/** Every zone and account, and on demand what may be done in each. */
export function ScopeTable({ scopes, probe }: { scopes: ScopeOption[]; probe: ProbeScope }) {
  const isHydrated = useHydrated();
  const [search, setSearch] = useState("");
  const { results, current, error, start, stop } = useRun({
    keyOf: (path: string) => path,
    call: (scope) => probeOne(probe, scope),
    atLimit: "end",
    endsAtFailure: true,
  });
  const rights = new Map(
    Array.from(results).flatMap(([path, result]) => (result.ok ? [[path, result.value] as const] : [])),
  );
  const text = search.trim().toLowerCase();
  const shown = scopes.filter(({ name, path }) => name.toLowerCase().includes(text) || path.includes(text));
  const isRunning = current !== null;
  const open = shown.filter(({ path }) => !rights.has(path));
  // What is known is asked about again only when nothing else is left: each question counts towards the API's limit.
  const next = open.length > 0 ? open : shown;
  return (
    <fieldset disabled={!isHydrated} className="min-w-0 rounded-card border border-line bg-raised">
      <legend className="sr-only">Zones and accounts</legend>
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-3.5 py-2">
        <h3 className="mr-auto font-semibold">Zones and accounts</h3>
        <p role="status" className="text-muted empty:hidden">
          {isRunning ? `${rights.size} checked…` : rights.size > 0 ? tallyWords(tallyRights(rights.values())) : ""}
        </p>
        {scopes.length > searchFrom ? (
          <Input
            type="search"
            aria-label="Find a zone or account"
            placeholder="Name or id"
            className="h-8! max-w-44 max-sm:h-10!"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        ) : null}
        {isRunning ? (
          <Button onClick={stop}>Stop</Button>
        ) : (
          <Button aria-disabled={next.length === 0} onClick={() => void start(next.map(({ path }) => path))}>
            {checkWords(next.length, { isAgain: open.length === 0, isRest: open.length < shown.length })}
          </Button>
        )}
      </div>
      {error ? (
        <div className="border-line border-b p-3.5">
          <ErrorCallout error={error} />
        </div>
      ) : null}
      {shown.length > 0 ? (
        <section aria-label="Permissions by zone and account" tabIndex={0} className="max-h-[26rem] overflow-y-auto">
          <ul className="divide-y divide-line">
            {shown.slice(0, maxRows).map((scope) => (
              <ScopeRow
                key={scope.path}
                scope={scope}
                rights={rights.get(scope.path)}
                isCurrent={current === scope.path}
              />
            ))}
          </ul>
        </section>
      ) : (
        <p className="px-3.5 py-6 text-center text-muted">No matching zone or account</p>
      )}
      {shown.length > maxRows ? (
        <p className="border-line border-t px-3.5 py-2 text-muted text-xs">
          {maxRows} of {formatCount(shown.length)} shown. Search to find others.
        </p>
      ) : null}
      <p className="border-line border-t px-3.5 py-2 text-muted text-xs">
        Read-only check: lists jobs and probes Logs Write.
      </p>
    </fieldset>
  );
}

function checkWords(count: number, { isAgain, isRest }: { isAgain: boolean; isRest: boolean }): string {
  if (isAgain) return "Check again";
  return isRest ? `Check the other ${count}` : "Check all";
}

function tallyWords({ whole, partly, refused, unknown }: RightsTally): string {
  const parts = [
    whole > 0 ? `${whole} with full access` : "",
    partly > 0 ? `${partly} with partial access` : "",
    refused > 0 ? `${refused} without access` : "",
    unknown > 0 ? `${unknown} not checked` : "",
  ];
  return parts.filter(Boolean).join(", ");
}
