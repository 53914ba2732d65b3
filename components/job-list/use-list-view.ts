"use client";

import { useSearchParams } from "next/navigation";
import { startTransition, useEffect, useMemo, useRef, useState } from "react";
import { changeView, type ListView, parseView, viewToQuery } from "#lib/logpush/list/list-view.ts";

/** Browsers limit how often the URL may change, so it follows typing at a distance. */
const typingDelayMs = 200;

/** A change that depends on the view is a function of it: what is rendered may be one press behind. */
export type ViewChange = Partial<ListView> | ((now: ListView) => Partial<ListView>);

/** The view in the URL, with the search text ahead of it while somebody types. Nothing here asks the server. */
export function useListView() {
  const params = useSearchParams();
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** What was typed and is not in the URL yet. */
  const unwritten = useRef<string>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const view = useMemo(() => {
    const inUrl = parseView(params);
    return typed === null || typed === inUrl.q ? inUrl : changeView(inUrl, { q: typed });
  }, [params, typed]);

  /** Not from what is rendered: a second press may come before the first one is. */
  function write(change: ViewChange) {
    clearTimeout(timer.current);
    const now = parseView(new URLSearchParams(location.search));
    const query = viewToQuery(now);
    now.q = unwritten.current ?? now.q;
    unwritten.current = undefined;
    const next = viewToQuery(changeView(now, typeof change === "function" ? change(now) : change));
    if (next !== query) history.replaceState(null, "", location.pathname + next);
  }

  function show(change: ViewChange) {
    write(change);
    // Together with the URL's own transition, so that the box never shows the text before last.
    startTransition(() => setTyped(null));
  }

  function typeQuery(q: string) {
    setTyped(q);
    unwritten.current = q;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => write({}), typingDelayMs);
  }

  return {
    view,
    isTyping: typed !== null,
    show,
    typeQuery,
    stopTyping: () => typed !== null && show({ page: view.page }),
  };
}
