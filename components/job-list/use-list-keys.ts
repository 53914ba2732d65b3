"use client";

import { useEffect, useEffectEvent } from "react";
import { isPlainKey } from "#components/layout/shortcuts.tsx";

type Keys = { select: (key: string, isRange: boolean) => void; clear: () => void; hasSelection: boolean };

const prefix = "job-";

/** `/` searches, `j` and `k` go from job to job, `x` chooses one, Escape chooses none. Enter opens, as on any link. */
export function useListKeys({ select, clear, hasSelection }: Keys): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isPlainKey(event, "/")) document.getElementById("search-jobs")?.focus();
    else if (isPlainKey(event, "j")) move(1);
    else if (isPlainKey(event, "k")) move(-1);
    else if (isPlainKey(event, "x") && focusedLink()) select(focusedLink()?.id.slice(prefix.length) ?? "", false);
    else if (isPlainKey(event, "Escape") && hasSelection && !document.querySelector(":popover-open")) clear();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

function links(): HTMLElement[] {
  return Array.from(document.querySelectorAll<HTMLElement>(`.job-name > a[id^="${prefix}"]`));
}

/** The job whose row has the focus, on whatever control of it. */
function focusedLink(): HTMLElement | null {
  return document.activeElement?.closest(".job")?.querySelector<HTMLElement>(".job-name > a") ?? null;
}

function move(by: 1 | -1): void {
  const all = links();
  const at = all.indexOf(focusedLink() ?? document.body);
  const next = at < 0 ? all[0] : all[at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
