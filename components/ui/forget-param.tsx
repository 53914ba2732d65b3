"use client";

import { useEffect } from "react";

/** Takes a parameter out of the address once the page has said what it asked for, so that a reload does not say it again. */
export function ForgetParam({ name }: { name: string }) {
  useEffect(() => {
    // After all other effects: Next's router keeps its own copy of the address and learns of changes in an effect.
    const timer = setTimeout(() => {
      const url = new URL(window.location.href);
      if (!url.searchParams.has(name)) return;
      url.searchParams.delete(name);
      window.history.replaceState(null, "", `${url.pathname}${url.search}${url.hash}`);
    });
    return () => clearTimeout(timer);
  }, [name]);
  return null;
}
