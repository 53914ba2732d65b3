"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { fetchResult } from "#components/ui/fetch-result.ts";
import { createSharedState, useSharedState } from "#components/ui/shared-state.ts";

const everyMs = 60_000;
const attention = createSharedState(0);

/** Asks how many jobs need attention, after each navigation and every minute while the page is seen. */
export function AttentionWatch() {
  const pathname = usePathname();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a navigation is a reason to ask.
  useEffect(() => {
    const controller = new AbortController();
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      const result = await callAction(() => fetchResult<number>("/jobs/attention", controller.signal));
      if (result.ok && !controller.signal.aborted) attention.set(result.value);
    };
    // Not in the long task in which the page begins to listen.
    const first = setTimeout(ask);
    const timer = setInterval(ask, everyMs);
    return () => {
      controller.abort();
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [pathname]);

  return null;
}

/** The number, for the eye: the list says the same in words. */
export function AttentionCount({ className }: { className: string }) {
  const count = useSharedState(attention, 0);
  return count > 0 ? (
    <span aria-hidden className={className}>
      {count > 999 ? "999+" : count}
    </span>
  ) : null;
}
