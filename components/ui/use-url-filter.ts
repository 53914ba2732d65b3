import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";

const typingDelayMs = 300;

/**
 * The filter of a page whose URL says what is shown, with a search box in `q`. The server renders the page again for
 * each change; what is typed waits until the typing pauses.
 */
export function useUrlFilter<View extends { q: string }>(view: View, hrefOf: (view: View) => string) {
  const router = useRouter();
  const [isPending, startShowing] = useTransition();
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function show(change: Partial<View>) {
    clearTimeout(timer.current);
    const next = { ...view, ...(typed === null ? {} : { q: typed }), ...change };
    startShowing(() => {
      router.replace(hrefOf(next) as Route, { scroll: false });
      setTyped(null);
    });
  }

  function type(q: string) {
    setTyped(q);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => show({ ...view, q }), typingDelayMs);
  }

  return { isPending, text: typed ?? view.q, show, type };
}
