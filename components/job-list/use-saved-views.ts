"use client";

import { useEffect, useState } from "react";
import { parseSavedViews, type SavedView } from "#lib/logpush/list/saved-views.ts";

const storageKey = "headgate.views";

/** The person's own views, as this browser keeps them: names and addresses only. */
export function useSavedViews(): [SavedView[], (views: SavedView[]) => void] {
  const [views, setViews] = useState<SavedView[]>([]);
  useEffect(() => {
    const read = () => setViews(parseSavedViews(stored()));
    read();
    // Another tab has changed them.
    window.addEventListener("storage", read);
    return () => window.removeEventListener("storage", read);
  }, []);

  function save(next: SavedView[]) {
    setViews(next);
    try {
      localStorage.setItem(storageKey, JSON.stringify(next));
    } catch {
      // A browser may forbid storage; then the views last as long as the page.
    }
  }
  return [views, save];
}

function stored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
