"use client";

import { startTransition, useEffect, useState, useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * False in the server's HTML and until React has taken over: a switch that nobody listens to must not flip. What is
 * rendered in the browser from the start begins with true. The change is a transition, because a page has many such
 * parts: rendering them again at once would be one long task right when people begin to use it. What then needs code
 * that is not there yet stands in a boundary of its own, or the whole transition waits for it.
 */
export function useHydrated(): boolean {
  const [origin] = useState({ isServer: false });
  const isOfServer = useSyncExternalStore(
    never,
    () => origin.isServer,
    // Called by the server, and by React while it takes over the server's HTML. Kept, so that the two do not differ.
    () => {
      origin.isServer = true;
      return true;
    },
  );
  const [isHydrated, setIsHydrated] = useState(!isOfServer);
  useEffect(() => startTransition(() => setIsHydrated(true)), []);
  return isHydrated;
}
