"use client";

import { type PointerEvent, useEffect, useMemo, useRef } from "react";

/** So long after its last move a pointer over the list is taken to rest there. */
const holdMs = 4000;

/** Whether somebody points at the list, so that its rows keep their places. `onFree` runs when that ends. */
export function useHeldPlaces(onFree: () => void) {
  const until = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const free = useRef(onFree);
  useEffect(() => {
    free.current = onFree;
  }, [onFree]);
  useEffect(() => () => clearTimeout(timer.current), []);

  return useMemo(() => {
    function release() {
      until.current = 0;
      clearTimeout(timer.current);
      free.current();
    }
    return {
      isHeld: () => performance.now() < until.current,
      pointer: {
        onPointerMove: (event: PointerEvent) => {
          if (event.pointerType !== "mouse") return;
          until.current = performance.now() + holdMs;
          clearTimeout(timer.current);
          timer.current = setTimeout(release, holdMs);
        },
        onPointerLeave: release,
      },
    };
  }, []);
}
