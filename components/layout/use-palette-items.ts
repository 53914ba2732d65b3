import { useEffect, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { fetchResult } from "#components/ui/fetch-result.ts";
import type { JobPage } from "#lib/logpush/views.ts";
import { type FindScopes, findPages, jobItems, type PaletteItem, scopeItems } from "./palette-items.ts";
import { placesFor, type Visitor } from "./places.ts";

type Sources = { visitor: Visitor; findScopes: FindScopes };

/** How long to wait for more typing before the server is asked. */
const debounceMs = 120;

/** What the palette offers for a text: pages and actions at once, jobs and zones when the server has answered. */
export function usePaletteItems(text: string, { visitor, findScopes }: Sources) {
  const [found, setFound] = useState<{ text: string; items: PaletteItem[]; failed: boolean }>();

  useEffect(() => {
    if (text === "") return;
    const controller = new AbortController();
    const ask = async () => {
      const [jobs, scopes] = await Promise.all([
        callAction(() => fetchResult<JobPage>(`/jobs/list?q=${encodeURIComponent(text)}`, controller.signal)),
        callAction(() => findScopes({ query: text })),
      ]);
      if (controller.signal.aborted) return;
      const items = [
        ...(jobs.ok ? jobItems(jobs.value, text, { mayWrite: visitor.write }) : []),
        ...(scopes.ok ? scopeItems(scopes.value.scopes) : []),
      ];
      setFound({ text, items, failed: !(jobs.ok && scopes.ok) });
    };
    const timer = setTimeout(ask, debounceMs);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [text, findScopes, visitor.write]);

  const isSearching = text !== "" && found?.text !== text;
  const remote = text === "" ? [] : (found?.items ?? []);
  return {
    items: groupUp([...remote, ...findPages(placesFor(visitor), text, visitor.write)]),
    isSearching,
    hasFailed: text !== "" && found?.failed === true,
  };
}

/** Items of one group one after another, jobs first. */
function groupUp(items: PaletteItem[]): { group: string; members: PaletteItem[] }[] {
  const groups = new Set(items.map(({ group }) => group));
  return Array.from(groups, (group) => ({ group, members: items.filter((item) => item.group === group) }));
}
