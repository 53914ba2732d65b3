"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { createSharedState, useSharedState } from "#components/ui/shared-state.ts";

const navigation = createSharedState(false);

/** A way that never ends, for instance because the server is gone, must not show for ever. */
const longestMs = 60_000;

/** Shows the progress line until the address changes. Links do it themselves; call it before `router.push`. */
export function startNavigation(): void {
  navigation.set(true);
}

/** A line at the top of the page from the press on a link until the new page is there, however slow the server. */
export function NavProgress() {
  const isUnderWay = useSharedState(navigation, false);
  const pathname = usePathname();
  const params = useSearchParams();

  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (leadsElsewhere(event)) startNavigation();
    };
    document.addEventListener("click", onClick, { capture: true });
    return () => document.removeEventListener("click", onClick, { capture: true });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is the end of the way.
  useEffect(() => navigation.set(false), [pathname, params]);

  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setTimeout(() => navigation.set(false), longestMs);
    return () => clearTimeout(timer);
  }, [isUnderWay]);

  return isUnderWay ? (
    <div
      role="progressbar"
      aria-label="Loading page"
      className="fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden bg-accent-soft"
    >
      <div className="h-full w-1/3 animate-progress bg-accent" />
    </div>
  ) : null;
}

function leadsElsewhere(event: MouseEvent): boolean {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || (link.target && link.target !== "_self") || link.download) return false;
  const { origin, pathname, search } = new URL(link.href);
  return origin === location.origin && (pathname !== location.pathname || search !== location.search);
}
