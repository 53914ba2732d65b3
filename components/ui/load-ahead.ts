"use client";

import { useEffect } from "react";

type Load = () => Promise<unknown>;

/** A page that is never idle loads it then. */
const latestMs = 3000;

/**
 * Loads code before it is needed, a part at a time, whenever the browser has nothing else to do: by then the server may
 * not answer any more. What does not load now is asked for again when it is shown.
 */
export function useLoadAhead(parts: readonly Load[]): void {
  useEffect(() => {
    let isGone = false;
    const loadAll = async () => {
      for (const load of parts) {
        await untilIdle();
        if (isGone) return;
        await load().catch(() => undefined);
      }
    };
    void loadAll();
    return () => {
      isGone = true;
    };
  }, [parts]);
}

/** Safari does not say when it is idle. */
function untilIdle(): Promise<unknown> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(resolve, { timeout: latestMs });
    else setTimeout(resolve, latestMs / 10);
  });
}
