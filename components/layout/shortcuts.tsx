"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect } from "react";
import { useSharedState } from "#components/ui/shared-state.ts";
import { startNavigation } from "./nav-progress.tsx";
import type { FindScopes } from "./palette-items.ts";
import { overlay } from "./palette-state.ts";
import type { Visitor } from "./places.ts";

// React's own `lazy`: `next/dynamic` would add its code to every page.
const loadPalette = () => import("./command-palette.tsx");
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));
const ShortcutSheet = lazy(async () => ({ default: (await import("./shortcut-sheet.tsx")).ShortcutSheet }));

const settledAfterMs = 2000;

type ShortcutsProps = { visitor: Visitor; findScopes: FindScopes };

/** The keys that work on every page, and what they open. */
export function Shortcuts({ visitor, findScopes }: ShortcutsProps) {
  const { write: mayWrite } = visitor;
  const router = useRouter();
  const open = useSharedState(overlay, null);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        overlay.set(overlay.get() === "palette" ? null : "palette");
        return;
      }
      if (isPlainKey(event, "?")) overlay.set("shortcuts");
      else if (mayWrite && isPlainKey(event, "n")) {
        startNavigation();
        router.push("/jobs/new");
      } else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [router, mayWrite]);

  // Once the page has settled: who types right after Ctrl+K must not lose the first letters.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), settledAfterMs);
    return () => clearTimeout(timer);
  }, []);

  const close = () => overlay.set(null);
  return (
    <Suspense fallback={null}>
      {open === "palette" ? <CommandPalette visitor={visitor} findScopes={findScopes} onClose={close} /> : null}
      {open === "shortcuts" ? <ShortcutSheet mayWrite={mayWrite} onClose={close} /> : null}
    </Suspense>
  );
}

/** Whether the key is pressed alone, outside of text and of dialogs. */
export function isPlainKey(event: KeyboardEvent, key: string): boolean {
  if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (event.defaultPrevented || event.repeat || document.querySelector("dialog[open]")) return false;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return true;
  return !target.isContentEditable && !target.closest("input:not([type=checkbox]), textarea, select");
}
